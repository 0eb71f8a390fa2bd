using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Unicode;

namespace CacheActors.Domain.Entries;

/// <summary>
/// Names one entry, and its file: <c>&lt;voice&gt;-&lt;32 hex digits&gt;</c>, made of a–z, 0–9, _ and -, 34 to 96
/// characters. It never begins with a dash and holds no dot or slash, so it is safe as a file name, as a command-line
/// argument and as part of a persistence id. The same inputs give the same key on every machine and in every version.
/// </summary>
public sealed record EntryKey
{
    /// <summary>Characters of the longest key.</summary>
    public const int MaxLength = 96;

    private const int HashDigits = 32;
    private const int MaxVoiceLength = MaxLength - HashDigits - 1;

    private static readonly SearchValues<char> LowerHexDigits = SearchValues.Create("0123456789abcdef");

    private int _hashCode;

    private EntryKey(string value) => Value = value;

    /// <summary>The key as text.</summary>
    public string Value { get; }

    /// <summary>Name of the folder the entry's file lies in: the first two digits of the key's hash.</summary>
    public string Folder => Value.Substring(Value.Length - HashDigits, 2);

    /// <summary>The key of a text spoken by a voice at a rate.</summary>
    /// <param name="voiceId">The voice; any text.</param>
    /// <param name="text">What is spoken, taken character for character: nothing is trimmed or normalised.</param>
    /// <param name="rate">Playback rate; 1 is the voice's own.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is not a positive number.</exception>
    public static EntryKey For(string voiceId, string text, double rate)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!double.IsFinite(rate) || rate <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "A playback rate is a positive number.");
        }
        return Make(voiceId, text, rate.ToString("R", CultureInfo.InvariantCulture));
    }

    /// <summary>The key of audio whose text is not known: it follows from the voice and the content.</summary>
    /// <param name="voiceId">The voice; any text.</param>
    /// <param name="sha256">SHA-256 of the content, 64 hex digits of either case.</param>
    /// <exception cref="ArgumentException"><paramref name="sha256"/> is not 64 hex digits.</exception>
    public static EntryKey ForContent(string voiceId, string sha256)
    {
        ArgumentNullException.ThrowIfNull(sha256);
        if (sha256.Length != SHA256.HashSizeInBytes * 2 || !sha256.All(char.IsAsciiHexDigit))
        {
            throw new ArgumentException("A SHA-256 is 64 hexadecimal digits.", nameof(sha256));
        }
        return Make(voiceId, sha256.ToLowerInvariant());
    }

    /// <summary>Reads a key. False when the text is not one.</summary>
    public static bool TryParse(string? value, [NotNullWhen(true)] out EntryKey? key)
    {
        key = IsKey(value) ? new EntryKey(value) : null;
        return key is not null;
    }

    /// <summary>Reads a key.</summary>
    /// <exception cref="FormatException">The text is not a key; the message says what one looks like.</exception>
    public static EntryKey Parse(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return TryParse(value, out EntryKey? key)
            ? key
            : throw new FormatException(
                $"'{Printable(value)}' is not an entry key. A key is a voice (a-z, 0-9, _ and -, not beginning with -), a dash "
                    + $"and {HashDigits} hexadecimal digits (0-9, a-f), {MaxLength} characters at most."
            );
    }

    /// <inheritdoc/>
    public bool Equals(EntryKey? other) => ReferenceEquals(this, other) || (other is not null && Value == other.Value);

    // Kept, because a key is looked up over and over. 0 is computed each time; two threads compute the same.
    /// <inheritdoc/>
    public override int GetHashCode() =>
        _hashCode is var known and not 0 ? known : _hashCode = string.GetHashCode(Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static EntryKey Make(string voiceId, params ReadOnlySpan<string> parts)
    {
        ArgumentNullException.ThrowIfNull(voiceId);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, voiceId);
        foreach (var part in parts)
        {
            Append(hash, part);
        }
        var digits = Convert.ToHexStringLower(hash.GetHashAndReset())[..HashDigits];
        return new EntryKey($"{Prefix(voiceId)}-{digits}");
    }

    // Each part is preceded by its length, so that parts cannot run into one another: ("ab", "c") is not ("a", "bc").
    private static void Append(IncrementalHash hash, string part)
    {
        var bytes = Utf8Bytes(part, out var length);
        Span<byte> prefix = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(prefix, length);
        hash.AppendData(prefix);
        hash.AppendData(bytes, 0, length);
    }

    // Half a surrogate pair has no UTF-8. It gets the three bytes its number would have, where a library encoder would
    // put the same replacement character for all of them: different texts must not share a key.
    private static byte[] Utf8Bytes(string text, out int length)
    {
        var bytes = new byte[checked(text.Length * 3)];
        length = 0;
        ReadOnlySpan<char> rest = text;
        while (true)
        {
            OperationStatus status = Utf8.FromUtf16(
                rest,
                bytes.AsSpan(length),
                out var read,
                out var written,
                replaceInvalidSequences: false
            );
            length += written;
            if (status == OperationStatus.Done)
            {
                return bytes;
            }
            var half = rest[read];
            bytes[length++] = (byte)(0xE0 | (half >> 12));
            bytes[length++] = (byte)(0x80 | ((half >> 6) & 0x3F));
            bytes[length++] = (byte)(0x80 | (half & 0x3F));
            rest = rest[(read + 1)..];
        }
    }

    private static string Prefix(string voiceId) =>
        voiceId.Length == 0 ? "_" : string.Concat(voiceId.Take(MaxVoiceLength).Select(PrefixCharacter));

    private static char PrefixCharacter(char c, int index)
    {
        var lower = char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c;
        return IsPrefixCharacter(lower, index) ? lower : '_';
    }

    private static bool IsKey([NotNullWhen(true)] string? value)
    {
        if (value is null || value.Length is < HashDigits + 2 or > MaxLength)
        {
            return false;
        }
        ReadOnlySpan<char> prefix = value.AsSpan(0, value.Length - HashDigits - 1);
        for (var i = 0; i < prefix.Length; i++)
        {
            if (!IsPrefixCharacter(prefix[i], i))
            {
                return false;
            }
        }
        return value[prefix.Length] == '-' && !value.AsSpan(prefix.Length + 1).ContainsAnyExcept(LowerHexDigits);
    }

    // No leading dash: a key must not look like an option to a program.
    private static bool IsPrefixCharacter(char c, int index) =>
        char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_' || (c == '-' && index > 0);

    private static string Printable(string value)
    {
        var start = value.Length <= MaxLength ? value : $"{value[..MaxLength]}...";
        return string.Concat(start.Select(c => char.IsControl(c) ? '?' : c));
    }
}
