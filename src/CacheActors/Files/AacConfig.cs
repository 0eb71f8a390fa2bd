using System.Diagnostics.CodeAnalysis;

namespace CacheActors.Files;

/// <summary>What an AAC decoder is told before the first frame (AudioSpecificConfig, ISO/IEC 14496-3).</summary>
/// <param name="SampleRate">Of what is played.</param>
/// <param name="Channels">Zero when the stream itself tells.</param>
internal sealed record AacConfig(int SampleRate, int Channels)
{
    private static ReadOnlySpan<int> SampleRates =>
        [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350];

    /// <summary>Reads it out of an <c>esds</c> box. False when that is damaged or describes no AAC.</summary>
    public static bool TryRead(ReadOnlySpan<byte> esds, [NotNullWhen(true)] out AacConfig? config)
    {
        config = null;
        if (esds.Length < 4)
        {
            return false;
        }

        // The stream: id (2 bytes) and flags; in it the decoder: object type and 12 bytes of rates; in it the config.
        var rest = esds[4..];
        if (!TryEnter(ref rest, 0x03, 3) || rest[2] != 0)
        {
            return false;
        }

        rest = rest[3..];
        if (!TryEnter(ref rest, 0x04, 13) || rest[0] is not (0x40 or 0x66 or 0x67 or 0x68))
        {
            return false;
        }

        rest = rest[13..];
        return TryEnter(ref rest, 0x05, 2) && TryReadConfig(rest, out config);
    }

    private static bool TryReadConfig(ReadOnlySpan<byte> bytes, out AacConfig config)
    {
        var bits = new BitReader(bytes);
        var objectType = bits.Take(5);
        var rate = TakeRate(ref bits);
        var channels = bits.Take(4);

        // Spectral band replication (HE-AAC) plays at a rate of its own.
        if (objectType is 5 or 29)
        {
            rate = TakeRate(ref bits);
        }

        config = new AacConfig(rate, channels == 7 ? 8 : channels);
        return rate is > 0 and <= 96_000 && channels <= 7;
    }

    private static int TakeRate(ref BitReader bits)
    {
        var index = bits.Take(4);
        return index == 15 ? bits.Take(24)
            : index < SampleRates.Length ? SampleRates[index]
            : 0;
    }

    /// <summary>Steps into a descriptor: a tag, a length of up to four 7-bit digits, at least <paramref name="least"/> bytes.</summary>
    private static bool TryEnter(ref ReadOnlySpan<byte> bytes, byte tag, int least)
    {
        if (bytes.IsEmpty || bytes[0] != tag)
        {
            return false;
        }

        var length = 0;
        for (var i = 1; i <= 4 && i < bytes.Length; i++)
        {
            length = (length << 7) | (bytes[i] & 0x7F);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                if (length < least || length > bytes.Length)
                {
                    return false;
                }

                bytes = bytes[..length];
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes bits off the front; past the end there are zeros.</summary>
    private ref struct BitReader(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;
        private int _position;

        public int Take(int count)
        {
            var value = 0;
            for (; count > 0; count--, _position++)
            {
                var index = _position / 8;
                var bit = index < _bytes.Length ? _bytes[index] >> (7 - _position % 8) & 1 : 0;
                value = (value << 1) | bit;
            }

            return value;
        }
    }
}
