using System.Text;

namespace CacheActors.Tests.Files;

/// <summary>A WAV file put together byte by byte; every field can be made wrong.</summary>
internal sealed record WavBytes
{
    public string Id { get; init; } = "RIFF";
    public string Form { get; init; } = "WAVE";
    public ushort Tag { get; init; } = 1;
    public ushort Channels { get; init; } = 1;
    public uint SampleRate { get; init; } = 22050;
    public ushort Bits { get; init; } = 16;
    public ushort? FrameBytes { get; init; }

    /// <summary>Appended to the 16 bytes of the format.</summary>
    public byte[] FormatRest { get; init; } = [];

    /// <summary>Chunks between the head of the file and its audio.</summary>
    public (string Id, byte[] Bytes)[] Before { get; init; } = [];
    public (string Id, byte[] Bytes)[] After { get; init; } = [];
    public byte[] Data { get; init; } = new byte[2000];

    /// <summary>What the head says, where that is not the truth.</summary>
    public uint? DataSize { get; init; }
    public uint? RiffSize { get; init; }

    public static byte[] Extensible(ushort tag, ushort validBits) =>
        [
            .. BitConverter.GetBytes((ushort)22),
            .. BitConverter.GetBytes(validBits),
            .. new byte[4],
            .. BitConverter.GetBytes(tag),
            .. (byte[])[0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71],
        ];

    public byte[] ToArray()
    {
        var frameBytes = FrameBytes ?? (ushort)(Channels * Bits / 8);
        byte[] format =
        [
            .. BitConverter.GetBytes(Tag),
            .. BitConverter.GetBytes(Channels),
            .. BitConverter.GetBytes(SampleRate),
            .. BitConverter.GetBytes(SampleRate * frameBytes),
            .. BitConverter.GetBytes(frameBytes),
            .. BitConverter.GetBytes(Bits),
            .. FormatRest,
        ];
        byte[] chunks =
        [
            .. Encoding.ASCII.GetBytes(Form),
            .. Before.SelectMany(c => Chunk(c.Id, c.Bytes)),
            .. Chunk("fmt ", format),
            .. Chunk("data", Data, DataSize),
            .. After.SelectMany(c => Chunk(c.Id, c.Bytes)),
        ];
        return [.. Encoding.ASCII.GetBytes(Id), .. BitConverter.GetBytes(RiffSize ?? (uint)chunks.Length), .. chunks];
    }

    private static byte[] Chunk(string id, byte[] bytes, uint? size = null) =>
        [
            .. Encoding.ASCII.GetBytes(id),
            .. BitConverter.GetBytes(size ?? (uint)bytes.Length),
            .. bytes,
            .. new byte[bytes.Length & 1],
        ];
}
