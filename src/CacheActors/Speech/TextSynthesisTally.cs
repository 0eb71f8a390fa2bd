using CacheActors.Domain.Entries;
using CacheActors.Domain.Speech;

namespace CacheActors.Speech;

/// <summary>Counts the finished segments of one text; several threads add to it.</summary>
internal sealed class TextSynthesisTally
{
    private readonly Lock _gate = new();
    private readonly IReadOnlyList<TextSegment> _segments;
    private readonly IProgress<TextSynthesisProgress>? _progress;
    private readonly EntryKey?[] _keys;
    private readonly SortedList<int, SegmentFailure> _failures = [];
    private int _done;
    private int _hits;

    public TextSynthesisTally(IReadOnlyList<TextSegment> segments, IProgress<TextSynthesisProgress>? progress)
    {
        _segments = segments;
        _progress = progress;
        _keys = new EntryKey?[segments.Count];
        ReportProgress();
    }

    /// <summary>A segment is in the cache.</summary>
    public void Add(int index, CachedAudio audio)
    {
        lock (_gate)
        {
            _keys[index] = audio.Key;
            _done++;
            _hits += audio.Hit ? 1 : 0;
            ReportProgress();
        }
    }

    /// <summary>A segment could not be spoken.</summary>
    public void Add(int index, CacheException error)
    {
        var segment = _segments[index];
        lock (_gate)
        {
            _failures.Add(index, new SegmentFailure(segment.Chapter, segment.Segment, segment.Text, error.Message));
            _done++;
            ReportProgress();
        }
    }

    /// <summary>The end of it.</summary>
    public TextSynthesisReport Report(TimeSpan elapsed) =>
        new(
            _segments.Count,
            _hits,
            _segments.Count - _hits - _failures.Count,
            [.. _failures.Values],
            elapsed,
            [.. _keys.OfType<EntryKey>()]
        );

    // In the lock, so that who listens never sees the count go back.
    private void ReportProgress() => _progress?.Report(new TextSynthesisProgress(_done, _segments.Count, _hits));
}
