using System.Globalization;

namespace CacheActors.Domain.Speech;

/// <summary>
/// How long espeak-ng speaks, in seconds at rate 1 (175 words per minute).
/// <para>
/// Measured with espeak-ng 1.51 on 1,005 passages of 30 to 320 characters (20,000 words): English (en-us) essays, quotations,
/// dialogue and a technical FAQ, German anecdotes, verse, quotations and a technical FAQ; fitted by least squares on the
/// relative error. The real duration is 0.92 to 1.15 times the estimate for nine passages in ten, 0.86 to 1.27 times for 98 in
/// a hundred. Ideographs, kana and Hangul from single passages with the voices cmn, ja and ko. Duration is inversely
/// proportional to the rate within 2 % from 0.5 to 4.
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

    // A paragraph pauses 0.25 s longer than a sentence, but not at the end of a recording: see ParagraphGap.
    private const double Pause = 0.28;

    /// <summary>The silence between two paragraphs that are spoken as one.</summary>
    public const double ParagraphGap = 0.25;

    /// <summary>The silence that ends a phrase.</summary>
    public static double PauseAt(PhraseEnd end) => end >= PhraseEnd.Clause ? Pause : 0;

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
            '.' or ',' or ':' or ';' or '!' or '?' => next == ' ' || WordEnd.BelongsToPrevious(next)
                ? 0
                : Symbol,
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
