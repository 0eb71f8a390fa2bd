using System.Buffers.Binary;

namespace CacheActors.Files;

/// <summary>Walks the chunks of a WAV file up to its audio.</summary>
internal static class WavReader
{
    public const string Accepted =
        "a WAV (RIFF, RF64 or BW64) with PCM of 8, 16, 24 or 32 bits or floats of 32 or 64 bits, 1 to 8 channels, 1 to 768 kHz, below 2 GiB";

    private const uint Unset = 0xFFFF_FFFF;
    private const int MostChunks = 256;

    /// <summary>Where the format tag is in an extensible format; what follows the tag there is the same for all tags.</summary>
    private const int SubFormat = 24;
    private static ReadOnlySpan<byte> SubFormatTail => [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    public static WavFacts Read(AudioFile file)
    {
        Span<byte> buffer = stackalloc byte[40];
        var header = buffer[..12];
        if (file.Read(header, 0) < 12 || !header[8..].SequenceEqual("WAVE"u8))
        {
            throw file.Invalid(file.Describe());
        }

        var is64 = header[..4].SequenceEqual("RF64"u8) || header[..4].SequenceEqual("BW64"u8);
        if (!is64 && !header[..4].SequenceEqual("RIFF"u8))
        {
            throw file.Invalid(file.Describe());
        }

        long? dataBytes64 = null;
        Format? format = null;
        long offset = 12;
        for (var chunks = 0; chunks < MostChunks; chunks++)
        {
            var chunk = buffer[..8];
            if (file.Read(chunk, offset) < 8)
            {
                throw file.Invalid("it ends before its audio");
            }

            long size = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            offset += 8;
            if (chunk.StartsWith("data"u8))
            {
                if (format is null)
                {
                    throw file.Invalid("its audio comes before its format");
                }

                var declared = size == Unset && dataBytes64 is { } bytes ? bytes : size;
                return Facts(file, format, offset, declared);
            }

            if (chunk.StartsWith("fmt "u8))
            {
                format = ReadFormat(file, buffer[..file.Read(Head(buffer, size), offset)]);
            }
            else if (is64 && chunk.StartsWith("ds64"u8))
            {
                var ds64 = buffer[..16];
                if (size < 24 || file.Read(ds64, offset) < 16)
                {
                    throw file.Invalid("its ds64 chunk is cut off");
                }

                dataBytes64 = BinaryPrimitives.ReadInt64LittleEndian(ds64[8..]);
            }

            offset += size + (size & 1);
        }

        throw file.Invalid($"it has more than {MostChunks} chunks before its audio");
    }

    private static Span<byte> Head(Span<byte> buffer, long size) => buffer[..(int)Math.Min(size, buffer.Length)];

    private static Format ReadFormat(AudioFile file, ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < 16)
        {
            throw file.Invalid($"its format has {chunk.Length} bytes, not 16 or more");
        }

        int tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        int channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        int frameBytes = BinaryPrimitives.ReadUInt16LittleEndian(chunk[12..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);
        if (tag == 0xFFFE)
        {
            if (chunk.Length < 40 || !chunk[(SubFormat + 2)..].SequenceEqual(SubFormatTail))
            {
                throw file.Invalid("its extensible format is unknown");
            }

            tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk[SubFormat..]);
            int used = BinaryPrimitives.ReadUInt16LittleEndian(chunk[18..]);
            if (used != 0 && (used > bits || bits - used >= 8))
            {
                throw file.Invalid($"it uses {used} of {bits} bits of a sample");
            }
        }

        var encoding = (tag, bits) switch
        {
            (1, 8 or 16 or 24 or 32) => WavEncoding.Pcm,
            (3, 32 or 64) => WavEncoding.Float,
            (1 or 3, _) => throw file.Invalid($"its samples have {bits} bits"),
            _ => throw file.Invalid($"its audio is coded (WAV format tag 0x{tag:X4})"),
        };
        if (channels is < 1 or > 8)
        {
            throw file.Invalid($"it has {channels} channels");
        }

        if (rate is < 1_000 or > 768_000)
        {
            throw file.Invalid($"its sample rate is {rate} Hz");
        }

        return frameBytes == channels * bits / 8
            ? new Format(encoding, (int)rate, channels, bits, frameBytes)
            : throw file.Invalid(
                $"it says {frameBytes} bytes a frame, but {channels} channels of {bits} bits take {channels * bits / 8}"
            );
    }

    private static WavFacts Facts(AudioFile file, Format format, long offset, long declared)
    {
        // A writer to a pipe cannot come back to fill in the size. It leaves 0, or something no file has: all bits set
        // (ffmpeg), 0x7FFFF000 (espeak-ng), 0x80000000 (arecord). The size of the whole proves nothing either way.
        var there = Math.Max(0, file.Length - offset);
        var streamed = declared is < 0 or > AudioFile.LargestBytes || (declared == 0 && !IsChunk(file, offset));

        // Any other size was once true. Players make short audio of a file that was cut off and call it complete;
        // a cache that did so would journal the loss as the truth.
        if (!streamed && declared > there)
        {
            throw file.Invalid($"it is cut off: it declares {declared:N0} bytes of audio and has {there:N0}");
        }

        var frames = (streamed ? there : declared) / format.FrameBytes;
        return frames > 0
            ? new WavFacts(
                format.Encoding,
                format.SampleRate,
                format.Channels,
                format.BitsPerSample,
                offset,
                frames * format.FrameBytes,
                frames
            )
            : throw file.Invalid("it has no audio");
    }

    /// <summary>Whether a chunk starts here, rather than audio.</summary>
    private static bool IsChunk(AudioFile file, long offset)
    {
        Span<byte> chunk = stackalloc byte[8];
        return file.Read(chunk, offset) == 8
            && !chunk[..4].ContainsAnyExceptInRange((byte)' ', (byte)'~')
            && BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]) <= file.Length - offset - 8;
    }

    private sealed record Format(WavEncoding Encoding, int SampleRate, int Channels, int BitsPerSample, int FrameBytes);
}
