using System.Collections.Frozen;

namespace CacheActors.Domain.Speech;

/// <summary>Words whose full stop does not end a sentence, in English and German.</summary>
internal static class Abbreviations
{
    private const int MaxLength = 9;

    // Those that can end a sentence (etc., Inc., usw.) are not here: a capital after them does start one more often than not.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BeforeAnything = Set(
        "Mr Mrs Ms Mx Messrs Mme Mlle Dr Drs Prof Rev Hon St Mt Ft Gen Col Maj Capt Cpt Cmdr Lt Sgt Cpl Pvt Adm "
            + "Gov Sen Rep Supt Insp vs viz cf approx dept eds Ph.D M.Sc B.Sc "
            + "Hr Hrn Fr Dipl Ing Hl ca bzw vgl sog geb gest ggf evtl inkl exkl zzgl bspw ehem Abb Abs Str"
    );

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BeforeNumber = Set(
        "No Nos Nr p pp vol ch sec eq fig figs art S Bd Kap Abschn Tab Tel "
            + "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Okt Nov Dec Dez"
    );

    /// <summary>True when a word that ends with one full stop goes on with the next.</summary>
    /// <param name="word">The word without its full stop and without opening quotation marks and brackets.</param>
    /// <param name="next">The first character of the next word.</param>
    public static bool Contains(ReadOnlySpan<char> word, char next) =>
        word.Length is > 0 and <= MaxLength
        && (
            AreInitials(word)
            || IsShortNumber(word)
            || BeforeAnything.Contains(word)
            || (char.IsAsciiDigit(next) && BeforeNumber.Contains(word))
        );

    // J. R. R. Tolkien, U.S. Navy, e.g., z.B., z. B.
    private static bool AreInitials(ReadOnlySpan<char> word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            if (i % 2 == 0 ? !char.IsLetter(word[i]) : word[i] != '.')
            {
                return false;
            }
        }
        return word.Length % 2 == 1;
    }

    // A list's "1. First", a German date's "3. Mai". That "He was 42. She was not." becomes one sentence does no harm.
    private static bool IsShortNumber(ReadOnlySpan<char> word) =>
        word.Length <= 2 && !word.ContainsAnyExceptInRange('0', '9');

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(string words) =>
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, words.Split(' ')).GetAlternateLookup<ReadOnlySpan<char>>();
}
