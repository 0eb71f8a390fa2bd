using System.Diagnostics;
using Akka.Actor;
using CacheActors.Domain.Entries;

namespace CacheActors.Compression;

/// <summary>What somebody asked to have compressed, and how far it is.</summary>
internal sealed class CompressionJob(
    CompressionCoordinator.Compress request,
    IActorRef asking,
    IEnumerable<EntryKey> entries,
    TimeProvider time
)
{
    private readonly long _started = time.GetTimestamp();
    private readonly HashSet<EntryKey> _remaining = [.. entries];
    private readonly List<CompressionFailure> _failures = [];
    private bool _cancelled;
    private int _done;
    private int _compressed;
    private long _bytesBefore;
    private long _bytesAfter;

    public Guid Id => request.Id;

    public ActivityContext Trace => request.Trace;

    public IActorRef Asking => asking;

    public bool IsComplete => _remaining.Count == 0;

    public bool WaitsFor(EntryKey key) => _remaining.Contains(key);

    /// <summary>Gives up everything but what is at work just now.</summary>
    public void Cancel(IEnumerable<EntryKey> atWork)
    {
        _cancelled = true;
        _remaining.IntersectWith(atWork);
    }

    public void Add(CompressionOutcome outcome)
    {
        if (outcome is CompressionOutcome.GivenBack)
        {
            if (_cancelled)
            {
                _remaining.Remove(outcome.Key);
            }

            return;
        }
        if (!_remaining.Remove(outcome.Key))
        {
            return;
        }

        _done++;
        switch (outcome)
        {
            case CompressionOutcome.Compressed compressed:
                _compressed++;
                _bytesBefore += compressed.BytesBefore;
                _bytesAfter += compressed.BytesAfter;
                break;
            case CompressionOutcome.Failed failed:
                _failures.Add(new CompressionFailure(failed.Key, failed.Reason));
                break;
        }
        ReportProgress();
    }

    public void ReportProgress() =>
        request.Progress?.Report(new CompressionProgress(_done, _done + _remaining.Count, _bytesBefore, _bytesAfter));

    public CompressionReport Report() =>
        new(_compressed, _failures, _bytesBefore, _bytesAfter, time.GetElapsedTime(_started));
}
