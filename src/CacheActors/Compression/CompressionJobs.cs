using System.Diagnostics;
using Akka.Actor;
using CacheActors.Domain.Compression;
using CacheActors.Domain.Entries;

namespace CacheActors.Compression;

/// <summary>What somebody waits for. A job leaves when its asker is answered.</summary>
internal sealed class CompressionJobs
{
    private readonly List<CompressionJob> _jobs = [];

    public void Add(CompressionJob job)
    {
        _jobs.Add(job);
        job.ReportProgress();
    }

    public CompressionJob? Find(Guid id) => _jobs.Find(job => job.Id == id);

    public bool AnyWaitsFor(EntryKey key, CompressionJob? except = null) =>
        _jobs.Exists(job => job != except && job.WaitsFor(key));

    /// <summary>The trace of somebody who waits for one of these; the default when nobody does.</summary>
    public ActivityContext TraceOf(IReadOnlyList<CompressionItem> items) =>
        _jobs.Find(job => items.Any(item => job.WaitsFor(item.Key)))?.Trace ?? default;

    /// <summary>Counts it in every job that waits for it.</summary>
    public void Count(CompressionOutcome outcome)
    {
        foreach (var job in _jobs)
        {
            job.Add(outcome);
        }
        AnswerComplete();
    }

    public void AnswerComplete()
    {
        foreach (var job in _jobs.Where(job => job.IsComplete).ToList())
        {
            Answer(job, job.Report());
        }
    }

    /// <summary>Answers with the failure all that wait for one of these; false when nobody does.</summary>
    public bool TryFail(IReadOnlyList<CompressionItem> items, Exception failure)
    {
        var waiting = _jobs.Where(job => items.Any(item => job.WaitsFor(item.Key))).ToList();
        foreach (var job in waiting)
        {
            Answer(job, new Status.Failure(failure));
        }
        return waiting.Count > 0;
    }

    public void FailAll(Exception failure)
    {
        foreach (var job in _jobs.ToList())
        {
            Answer(job, new Status.Failure(failure));
        }
    }

    private void Answer(CompressionJob job, object answer)
    {
        _jobs.Remove(job);
        job.Asking.Tell(answer);
    }
}
