using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace CacheActors.Tests.Support;

/// <summary>A synthesizer that hums: 16-bit mono WAV at 22,050 Hz, as long as the text. Counts, waits and fails on request.</summary>
internal sealed class ToneSynthesizer : ISpeechSynthesizer
{
    private const int SampleRate = 22_050;

    /// <summary>Texts it was asked to speak.</summary>
    public ConcurrentQueue<string> Spoken { get; } = new();

    /// <summary>Runs before anything is written: may wait, may throw.</summary>
    public Func<string, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public string EngineType => "tone";

    public Task CheckVoiceAsync(string voiceId, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public async Task SynthesizeAsync(
        string text,
        string voiceId,
        double rate,
        Stream output,
        CancellationToken cancellationToken = default
    )
    {
        Spoken.Enqueue(text);
        await Before(text, cancellationToken);
        await output.WriteAsync(Wav(TimeSpan.FromSeconds(1 + text.Length / 15.0)), cancellationToken);
    }

    public static byte[] Wav(TimeSpan duration)
    {
        var samples = (int)(duration.TotalSeconds * SampleRate);
        var wav = new byte[44 + samples * 2];
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
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(40), samples * 2);
        for (var i = 0; i < samples; i++)
        {
            var sample = (short)(8000 * Math.Sin(2 * Math.PI * 220 * i / SampleRate));
            BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(44 + i * 2), sample);
        }
        return wav;
    }
}
