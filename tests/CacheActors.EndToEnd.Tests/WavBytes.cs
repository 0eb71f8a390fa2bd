using System.Buffers.Binary;

namespace CacheActors.EndToEnd.Tests;

/// <summary>WAV files: mono, 16-bit, 22,050 Hz, a tone.</summary>
internal static class WavBytes
{
    private const int SampleRate = 22_050;

    public static byte[] Tone(double seconds, double hertz = 220)
    {
        var samples = (int)(seconds * SampleRate);
        var wav = new byte[44 + (2 * samples)];
        "RIFF"u8.CopyTo(wav);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(4), wav.Length - 8);
        "WAVEfmt "u8.CopyTo(wav.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(24), SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(28), 2 * SampleRate);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(34), 16);
        "data"u8.CopyTo(wav.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(40), 2 * samples);
        for (var i = 0; i < samples; i++)
        {
            var sample = (short)(8_000 * Math.Sin(2 * Math.PI * hertz * i / SampleRate));
            BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(44 + (2 * i)), sample);
        }

        return wav;
    }
}
