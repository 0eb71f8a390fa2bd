using System.Globalization;

namespace CacheActors.Domain.Speech;

/// <summary>What characters mean to the reading of a text.</summary>
internal static class TextCharacters
{
    /// <summary>Separates words: white space, control characters (NUL among them) and byte order marks.</summary>
    public static bool IsGap(char c) => char.IsWhiteSpace(c) || char.IsControl(c) || c == '\uFEFF';

    /// <summary>Ends a sentence.</summary>
    public static bool IsTerminator(char c) => c is '.' or '!' or '?' or '…' || IsWideTerminator(c);

    /// <summary>Ends a sentence in scripts that put no space after it.</summary>
    public static bool IsWideTerminator(char c) => c is '。' or '！' or '？';

    /// <summary>Ends a clause.</summary>
    public static bool IsClauseMark(char c) => c is ',' or ';' or ':' || IsWideClauseMark(c);

    /// <summary>Ends a clause in scripts that put no space after it.</summary>
    public static bool IsWideClauseMark(char c) => c is '、' or '，' or '；' or '：';

    /// <summary>Stands after what it closes: a bracket, a quotation mark, the end of emphasis in Markdown.</summary>
    public static bool IsCloser(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.ClosePunctuation || IsQuote(c);

    /// <summary>Stands before what it opens.</summary>
    public static bool IsOpener(char c) =>
        char.GetUnicodeCategory(c) == UnicodeCategory.OpenPunctuation || IsQuote(c) || c is '¿' or '¡';

    /// <summary>The word without its closing quotation marks and brackets.</summary>
    public static ReadOnlySpan<char> WithoutClosers(ReadOnlySpan<char> word)
    {
        while (!word.IsEmpty && IsCloser(word[^1]))
        {
            word = word[..^1];
        }
        return word;
    }

    /// <summary>The word without its opening quotation marks and brackets.</summary>
    public static ReadOnlySpan<char> WithoutOpeners(ReadOnlySpan<char> word)
    {
        while (!word.IsEmpty && IsOpener(word[0]))
        {
            word = word[1..];
        }
        return word;
    }

    /// <summary>The text without the gaps at its ends.</summary>
    public static ReadOnlySpan<char> WithoutGaps(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty && IsGap(text[0]))
        {
            text = text[1..];
        }
        while (!text.IsEmpty && IsGap(text[^1]))
        {
            text = text[..^1];
        }
        return text;
    }

    // Which quotation mark opens and which closes depends on the language: “English” but „deutsch“, «français» but »deutsch«.
    private static bool IsQuote(char c) =>
        c is '"' or '\'' or '*' or '_'
        || char.GetUnicodeCategory(c)
            is UnicodeCategory.InitialQuotePunctuation
                or UnicodeCategory.FinalQuotePunctuation;
}
