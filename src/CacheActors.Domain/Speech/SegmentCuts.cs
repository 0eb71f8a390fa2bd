namespace CacheActors.Domain.Speech;

/// <summary>
/// Chooses where a chapter is cut: of all ways to group its phrases, the one that costs least. Costs are summed from left to
/// right, and a segment holds few phrases, so the time is proportional to the text.
/// </summary>
internal static class SegmentCuts
{
    // Estimates are off by a tenth and more (see SpeechEstimate). These limits keep what espeak-ng speaks within 3 to 12 s.
    private const double MinSeconds = 3.6;
    private const double GoodSeconds = 7;
    private const double ComfortableSeconds = 10;
    private const double MaxSeconds = 11;

    /// <summary>The segments, as ranges of the chapter's text.</summary>
    public static IReadOnlyList<Range> Choose(IReadOnlyList<Phrase> phrases)
    {
        // For the first n phrases: the least cost, and the phrase that the last segment then begins with.
        var cost = new double[phrases.Count + 1];
        var begin = new int[phrases.Count + 1];
        for (var last = 0; last < phrases.Count; last++)
        {
            cost[last + 1] = double.PositiveInfinity;
            for (var first = last; first >= 0; first--)
            {
                var seconds = phrases[last].To - phrases[first].From;
                if (seconds > MaxSeconds && first < last)
                {
                    break;
                }
                var sum = cost[first] + CostOfLength(seconds) + CostOfCut(phrases[last].End);
                if (sum < cost[last + 1])
                {
                    cost[last + 1] = sum;
                    begin[last + 1] = first;
                }
            }
        }

        var segments = new List<Range>();
        for (var end = phrases.Count; end > 0; end = begin[end])
        {
            segments.Add(phrases[begin[end]].Text.Start..phrases[end - 1].Text.End);
        }
        segments.Reverse();
        return segments;
    }

    // What matters: not to cut inside a word or a clause when there is any other way; then that no segment is too short; then
    // not to cut inside a sentence; then that segments are of about equal length.
    private static double CostOfCut(PhraseEnd end) =>
        end switch
        {
            PhraseEnd.Paragraph => 0,
            PhraseEnd.Sentence => 1,
            PhraseEnd.Clause => 12,
            PhraseEnd.Word => 300,
            _ => 3000,
        };

    private static double CostOfLength(double seconds)
    {
        var tooShort = seconds < MinSeconds ? 100 * (2 - (seconds / MinSeconds)) : 0;
        var tooLong = Math.Max(0, 20 * (seconds - ComfortableSeconds));
        var uneven = (seconds - GoodSeconds) / GoodSeconds;
        return tooShort + tooLong + (uneven * uneven);
    }
}
