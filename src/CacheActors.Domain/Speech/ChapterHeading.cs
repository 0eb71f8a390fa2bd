using System.Buffers;
using System.Collections.Frozen;

namespace CacheActors.Domain.Speech;

/// <summary>Which lines are headings. Lines are given without the gaps at their ends.</summary>
internal static class ChapterHeading
{
    private const int MaxMarkdownLevel = 6;

    // A longer line is prose that happens to begin like a heading.
    private const int MaxLength = 100;

    private static readonly SearchValues<char> NumberEnds = SearchValues.Create(" .:-–—");

    private static readonly SearchValues<char> RomanDigits = SearchValues.Create("IVXLCDMivxlcdm");

    private static readonly FrozenSet<string> Keywords = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Chapter",
        "Kapitel"
    );

    private static readonly FrozenSet<string> NumberWords = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        [
            .. "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".Split(' '),
            .. "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety".Split(' '),
            .. "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn".Split(' '),
            .. "fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig".Split(' '),
        ]
    );

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> KeywordLookup =
        Keywords.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> NumberLookup =
        NumberWords.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary><c># Title</c> to <c>###### Title</c>, also closed as in <c># Title #</c>.</summary>
    public static bool TryReadMarkdown(ReadOnlySpan<char> line, out int level, out ReadOnlySpan<char> title)
    {
        title = line.TrimStart('#');
        level = line.Length - title.Length;
        if (level is 0 or > MaxMarkdownLevel || title.IsEmpty || !TextCharacters.IsGap(title[0]))
        {
            return false;
        }
        ReadOnlySpan<char> open = title.TrimEnd('#');
        if (TextCharacters.IsGap(open[^1]))
        {
            title = open;
        }
        title = TextCharacters.WithoutGaps(title);
        return !title.IsEmpty;
    }

    /// <summary><c>Chapter 7</c>, <c>CHAPTER VII. The Whale</c>, <c>Kapitel drei: Das Meer</c>, <c>Chapter 7 The Whale</c>.</summary>
    /// <param name="line">The line.</param>
    /// <param name="insideSentence">
    /// True when the line before it ends no sentence. Then prose may just happen to be broken here, "as we saw in / chapter 7.",
    /// and only the bare <c>Chapter 7</c> is a heading.
    /// </param>
    public static bool IsChapterLine(ReadOnlySpan<char> line, bool insideSentence)
    {
        var keyword = line.IndexOf(' ');
        if (line.Length > MaxLength || keyword < 0 || !KeywordLookup.Contains(line[..keyword]))
        {
            return false;
        }
        ReadOnlySpan<char> rest = TextCharacters.WithoutGaps(line[keyword..]);
        var number = rest.IndexOfAny(NumberEnds);
        if (!IsNumber(number < 0 ? rest : rest[..number]))
        {
            return false;
        }
        ReadOnlySpan<char> title = number < 0 ? [] : rest[number..].TrimStart(' ');
        if (insideSentence)
        {
            return title.IsEmpty && char.IsUpper(line[0]);
        }
        return title.IsEmpty || !char.IsLetterOrDigit(title[0]) || char.IsUpper(title[0]);
    }

    private static bool IsNumber(ReadOnlySpan<char> word) =>
        !word.IsEmpty
        && (
            !word.ContainsAnyExceptInRange('0', '9')
            || !word.ContainsAnyExcept(RomanDigits)
            || NumberLookup.Contains(word)
        );
}
