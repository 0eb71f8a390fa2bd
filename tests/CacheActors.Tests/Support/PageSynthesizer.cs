using System.Buffers.Binary;

namespace CacheActors.Tests.Support;

/// <summary>
/// A synthesizer whose WAVs fill whole pages of memory, so that a file system in memory holds exactly their bytes. A text
/// is <c>name:pages:content</c>; equal pages and content make equal audio.
/// </summary>
internal sealed class PageSynthesizer : ISpeechSynthesizer
{
    public const int PageBytes = 4096;

    public string EngineType => "pages";

    public static string Text(int name, int pages, int content) => $"{name}:{pages}:{content}";

    public Task CheckVoiceAsync(string voiceId, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public async Task SynthesizeAsync(
        string text,
        string voiceId,
        double rate,
        Stream output,
        CancellationToken cancellationToken = default
    )
    {
        var parts = text.Split(':').Select(int.Parse).ToArray();
        await output.WriteAsync(Wav(parts[1], parts[2]), cancellationToken);
    }

    public static byte[] Wav(int pages, int content)
    {
        const int SampleRate = 22_050;
        const int Header = 44;
        var wav = new byte[pages * PageBytes];
        "RIFF"u8.CopyTo(wav);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(4), wav.Length - 8);
        "WAVEfmt "u8.CopyTo(wav.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(24), SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(28), SampleRate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(34), 16);
        "data"u8.CopyTo(wav.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(40), wav.Length - Header);
        new Random(content).NextBytes(wav.AsSpan(Header));
        return wav;
    }
}
