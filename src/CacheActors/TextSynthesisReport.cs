using CacheActors.Domain.Entries;

namespace CacheActors;

/// <summary>What became of a text.</summary>
/// <param name="Segments">Segments the text has: hits, misses and failures.</param>
/// <param name="Hits">Those that were in the cache.</param>
/// <param name="Misses">Those that were spoken for this run.</param>
/// <param name="Failures">Those that could not be spoken, in the order of the text.</param>
/// <param name="Elapsed">Wall-clock time.</param>
/// <param name="Keys">The entries of all segments but the failed ones, in the order of the text; two segments with the same words share one.</param>
public sealed record TextSynthesisReport(
    int Segments,
    int Hits,
    int Misses,
    IReadOnlyList<SegmentFailure> Failures,
    TimeSpan Elapsed,
    IReadOnlyList<EntryKey> Keys
);

/// <summary>A segment that could not be spoken.</summary>
/// <param name="Chapter">Its chapter, from 0.</param>
/// <param name="Segment">Its place in the chapter, from 0.</param>
/// <param name="Text">Its words.</param>
/// <param name="Error">Why.</param>
public sealed record SegmentFailure(int Chapter, int Segment, string Text, string Error);

/// <summary>How far a text is.</summary>
/// <param name="Done">Segments finished: hits, misses and failures.</param>
/// <param name="Total">Segments in all.</param>
/// <param name="Hits">Those of the finished that were in the cache.</param>
public sealed record TextSynthesisProgress(int Done, int Total, int Hits);
