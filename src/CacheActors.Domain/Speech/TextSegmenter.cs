namespace CacheActors.Domain.Speech;

/// <summary>Cuts a text into segments of 3 to 12 seconds of speech.</summary>
public static class TextSegmenter
{
    /// <summary>The slowest rate, a quarter of the voice's own.</summary>
    public const double MinRate = 0.25;

    /// <summary>The fastest rate, four times the voice's own.</summary>
    public const double MaxRate = 4;

    /// <summary>
    /// Splits a text into chapters and those into segments: at the end of a sentence wherever that keeps a segment within 3 to
    /// 12 seconds, else after a comma or a dash, else between words, and inside a word only when that alone is longer. No word
    /// is lost, added or moved. Durations are estimates for espeak-ng. A shorter segment is left where its neighbours have no
    /// room for it: a chapter of a few words, a "Yes." or an "In short," next to something long.
    /// <para>
    /// A chapter starts at a Markdown heading of the first or second level, at a line like <c>Chapter 7</c>, <c>CHAPTER VII. The
    /// Whale</c> or <c>Kapitel 3</c>, and at a form feed. Headings are spoken. A heading straight after another, as under the
    /// title of a book, starts none.
    /// </para>
    /// </summary>
    /// <param name="text">Any text; without a word in it there are no segments.</param>
    /// <param name="rate">Playback rate, <see cref="MinRate"/> to <see cref="MaxRate"/>; 1 is the voice's own.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is outside its range.</exception>
    public static IReadOnlyList<TextSegment> Split(string text, double rate = 1)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!(rate is >= MinRate and <= MaxRate))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, $"A playback rate is {MinRate} to {MaxRate}.");
        }

        var segments = new List<TextSegment>();
        IReadOnlyList<string> chapters = ChapterReader.Read(text);
        for (var chapter = 0; chapter < chapters.Count; chapter++)
        {
            IReadOnlyList<Phrase> phrases = PhraseReader.Read(chapters[chapter], rate);
            IReadOnlyList<Range> cuts = SegmentCuts.Choose(phrases);
            segments.AddRange(cuts.Select((cut, i) => new TextSegment(chapter, i, chapters[chapter][cut])));
        }
        return segments;
    }
}
