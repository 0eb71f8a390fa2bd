using System.Globalization;

namespace CacheActors.Domain.Speech;

/// <summary>What the punctuation of a word ends.</summary>
internal static class WordEnd
{
    /// <summary>What a word ends that another follows in the same paragraph.</summary>
    public static PhraseEnd Of(ReadOnlySpan<char> word, ReadOnlySpan<char> next)
    {
        ReadOnlySpan<char> bare = TextCharacters.WithoutClosers(word);
        if (bare.IsEmpty)
        {
            return PhraseEnd.Word;
        }
        if (TextCharacters.IsClauseMark(bare[^1]) || bare[^1] is '—' or '–' || bare is "-" || bare.EndsWith("--"))
        {
            return PhraseEnd.Clause;
        }
        return TextCharacters.IsTerminator(bare[^1]) ? AtTerminator(bare, next) : PhraseEnd.Word;
    }

    /// <summary>
    /// What ends inside a word after one of its characters: in scripts without spaces a sentence or a clause, in others a clause
    /// at a dash.
    /// </summary>
    /// <param name="c">The character.</param>
    /// <param name="previous">The one before it in the word; a space at the start of the word.</param>
    /// <param name="before">The answer for that.</param>
    public static PhraseEnd Inside(char c, char previous, PhraseEnd before)
    {
        if (TextCharacters.IsWideTerminator(c))
        {
            return PhraseEnd.Sentence;
        }
        if (TextCharacters.IsWideClauseMark(c) || (c == '—' && previous != ' ') || (c == '-' && previous == '-'))
        {
            return PhraseEnd.Clause;
        }
        return BelongsToPrevious(c) ? before : PhraseEnd.Character;
    }

    /// <summary>True for a character that stays with the end of the phrase before it.</summary>
    public static bool BelongsToPrevious(char c) =>
        TextCharacters.IsTerminator(c)
        || TextCharacters.IsClauseMark(c)
        || c is '—' or '-'
        || (TextCharacters.IsCloser(c) && char.GetUnicodeCategory(c) != UnicodeCategory.InitialQuotePunctuation);

    private static PhraseEnd AtTerminator(ReadOnlySpan<char> word, ReadOnlySpan<char> next)
    {
        var isFullStop = word[^1] == '.' && (word.Length == 1 || !TextCharacters.IsTerminator(word[^2]));
        ReadOnlySpan<char> follower = TextCharacters.WithoutOpeners(next);
        var first = follower.IsEmpty ? ' ' : follower[0];
        // "What?" she asked. Well ... perhaps.
        if (char.IsLower(first))
        {
            return isFullStop ? PhraseEnd.Word : PhraseEnd.Clause;
        }
        return isFullStop && Abbreviations.Contains(TextCharacters.WithoutOpeners(word[..^1]), first)
            ? PhraseEnd.Word
            : PhraseEnd.Sentence;
    }
}
