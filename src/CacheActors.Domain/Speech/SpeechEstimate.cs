using System.Globalization;

namespace CacheActors.Domain.Speech;

/// <summary>
/// How long espeak-ng speaks, in seconds at rate 1 (175 words per minute).
/// <para>
/// Measured with espeak-ng 1.51 on 1,005 passages of 30 to 320 characters, 20,000 words in all: English essays, quotations,
/// dialogue and a technical FAQ (voice en-us), German anecdotes, verse, quotations and the same FAQ (voice de). Fitted by least
/// squares on the relative error: nine passages in ten take 0.90 to 1.15 times the estimate, 98 in a hundred 0.84 to 1.24
/// times; web addresses take up to 1.4 times as long. Ideographs, kana and Hangul are from single passages (cmn, ja, ko).
/// Duration is inversely proportional to the rate within 4 % from 0.5 to 4.
/// </para>
/// </summary>
internal static class SpeechEstimate
{
    /// <summary>For each word, on top of its letters.</summary>
    public const double Word = 0.035;

    private const double Letter = 0.055;
    private const double Digit = 0.39;
    private const double Symbol = 0.35;

    private const double Ideograph = 0.34;
    private const double Syllable = 0.15;

    /// <summary>The silence that ends a recording.</summary>
    public const double Pause = 0.28;

    private const double ParagraphPause = 0.53;

    /// <summary>The silence between a phrase and the next when both are spoken as one.</summary>
    public static double GapAfter(PhraseEnd end) =>
        end switch
        {
            PhraseEnd.Paragraph => ParagraphPause,
            PhraseEnd.Sentence or PhraseEnd.Clause => Pause,
            _ => 0,
        };

    /// <summary>One character of a word.</summary>
    /// <param name="c">The character.</param>
    /// <param name="next">The one after it in the word; a space at the end of the word.</param>
    public static double Of(char c, char next) =>
        c switch
        {
            >= 'a' and <= 'z' or >= 'A' and <= 'Z' => Letter,
            >= '0' and <= '9' => Digit,
            '-' or '\'' or '"' or '…' => 0,
            // Read out inside a number or an address; elsewhere they make a pause, which comes with the end of the phrase.
            '.' or ',' or ':' or ';' or '!' or '?' => next == ' ' || WordEnd.BelongsToPrevious(next) ? 0 : Symbol,
            >= '\u3040' and <= '\u30FF' or >= '\uAC00' and <= '\uD7AF' => Syllable,
            >= '\u3400' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF' => Ideograph,
            _ => Of(char.GetUnicodeCategory(c), c),
        };

    private static double Of(UnicodeCategory category, char c) =>
        category switch
        {
            UnicodeCategory.DecimalDigitNumber => Digit,
            UnicodeCategory.OtherPunctuation => char.IsAscii(c) ? Symbol : 0,
            UnicodeCategory.MathSymbol
            or UnicodeCategory.CurrencySymbol
            or UnicodeCategory.ModifierSymbol
            or UnicodeCategory.OtherSymbol
            or UnicodeCategory.Surrogate => Symbol,
            UnicodeCategory.ConnectorPunctuation
            or UnicodeCategory.DashPunctuation
            or UnicodeCategory.OpenPunctuation
            or UnicodeCategory.ClosePunctuation
            or UnicodeCategory.InitialQuotePunctuation
            or UnicodeCategory.FinalQuotePunctuation
            or UnicodeCategory.Format => 0,
            _ => Letter,
        };
}
