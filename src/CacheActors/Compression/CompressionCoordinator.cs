using Akka.Actor;
using Akka.Event;
using CacheActors.Domain.Compression;
using CacheActors.Domain.Entries;
using CacheActors.Hosting;
using CacheActors.Views;
using CacheActors.Views.EntryList;

namespace CacheActors.Compression;

/// <summary>
/// Keeps the encoders busy: with what the view says is not compressed, and with what somebody asks for. It holds no truth;
/// killed and started again it reads its work from the view, and the grants of its former life are void.
/// </summary>
internal sealed class CompressionCoordinator : ReceiveActor, IWithTimers
{
    private readonly CacheServices _services;
    private readonly CompressionOptions _options;
    private readonly CompressionLimits _limits;
    private readonly IActorRef _projections;
    private readonly CacheReader _views;
    private readonly CompressionBatch _batch;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Queue<IReadOnlyList<CompressionItem>> _batches = new();
    private readonly HashSet<EntryKey> _atWork = [];
    private readonly HashSet<EntryKey> _heldBack = [];
    private readonly HashSet<Guid> _starting = [];
    private readonly List<CompressionJob> _jobs = [];
    private CancellationTokenSource _cancel = new();
    private IActorRef? _closing;
    private int _running;
    private bool _looking;
    private bool _lookAgain;

    public CompressionCoordinator(IActorRef entries, IActorRef projections, CacheServices services)
    {
        _services = services;
        _options = services.Options.Compression;
        _limits = new CompressionLimits(_options.BatchFiles, _options.BatchAudio, Cores.OrElse(_options.Processes));
        _projections = projections;
        _views = new CacheReader(services.Folder, services.Io);
        _batch = new CompressionBatch(
            // A run id per life: an entry tells by it that the compressor it granted to is gone.
            services.NewRunId(),
            entries,
            services.Encoder,
            services.Files,
            services.Options.Entries.AnswerTimeout
        );
        Receive<ProjectionActor.CaughtUp>(_ => LookAfter(_options.Linger));
        Receive<ProjectionActor.ViewsAdvanced>(_ => LookAfter(_options.Linger));
        Receive<Look>(_ => LookForWork());
        Receive<WorkFound>(OnWorkFound);
        Receive<Compress>(OnCompress);
        Receive<JobFound>(OnJobFound);
        Receive<Cancel>(OnCancel);
        Receive<CompressionOutcome>(OnOutcome);
        Receive<BatchEnded>(OnBatchEnded);
        Receive<Close>(_ => OnClose());
    }

    /// <summary>Compress these, or everything. Answer: <see cref="CompressionReport"/>.</summary>
    /// <param name="Id">Names the job, to cancel it.</param>
    /// <param name="Keys">The entries; null for everything.</param>
    /// <param name="Progress">Is told of every entry.</param>
    internal sealed record Compress(
        Guid Id,
        IReadOnlyCollection<EntryKey>? Keys,
        IProgress<CompressionProgress>? Progress
    );

    /// <summary>Stop this job; its asker gets the report so far, once nothing of it is at work any more.</summary>
    internal sealed record Cancel(Guid Id);

    /// <summary>Stop the encoders and give everything back; answered with <see cref="Closed"/>.</summary>
    internal sealed record Close
    {
        public static Close Instance { get; } = new();
    }

    /// <summary>The answer to <see cref="Close"/>: no encoder runs, no grant is open.</summary>
    internal sealed record Closed
    {
        public static Closed Instance { get; } = new();
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by the actor system before any message.

    protected override void PreStart()
    {
        if (!_options.Automatic)
        {
            return;
        }

        Context.System.EventStream.Subscribe(Self, typeof(ProjectionActor.ViewsAdvanced));
        _projections.Tell(ProjectionActor.CatchUp.Instance);
    }

    // After a failure it waits before it tries again.
    protected override void PostRestart(Exception reason)
    {
        LookAfter(_options.RetryAfter);
        base.PostRestart(reason);
    }

    protected override void PostStop()
    {
        _cancel.Cancel();
        _views.Dispose();
        foreach (var job in _jobs)
        {
            job.Asking.Tell(new Status.Failure(new CacheException("The compressor stopped. Ask again.")));
        }

        base.PostStop();
    }

    private void LookAfter(TimeSpan delay)
    {
        if (_closing is null && !Timers.IsTimerActive(Look.Instance))
        {
            Timers.StartSingleTimer(Look.Instance, Look.Instance, delay);
        }
    }

    private void LookForWork()
    {
        // While batches wait there is no hurry: their end brings the next look.
        if (_looking || _batches.Count > 0)
        {
            _lookAgain = true;
            return;
        }
        _looking = true;
        _lookAgain = false;
        FindWorkAsync(failedToo: false)
            .PipeTo(Self, success: items => new WorkFound(items, null), failure: failure => new WorkFound([], failure));
    }

    private Task<IReadOnlyList<CompressionItem>> FindWorkAsync(bool failedToo) =>
        _views.QueryAsync(views => EntryListQuery.Uncompressed(views, failedToo), CancellationToken.None);

    private void OnWorkFound(WorkFound found)
    {
        _looking = false;
        if (found.Failure is { } failure)
        {
            _log.Error(failure, "The list of what is to be compressed cannot be read");
            LookAfter(_options.RetryAfter);
            return;
        }
        Enqueue(found.Items.Where(item => !_heldBack.Contains(item.Key)));
    }

    private void OnCompress(Compress compress)
    {
        var asking = Sender;
        if (_closing is not null)
        {
            asking.Tell(new Status.Failure(new ObjectDisposedException(nameof(AudioCache), "The cache is closing.")));
            return;
        }
        _starting.Add(compress.Id);
        FindWorkAsync(failedToo: true)
            .PipeTo(
                Self,
                asking,
                success: items => new JobFound(compress, items, null),
                failure: failure => new JobFound(compress, [], failure)
            );
    }

    private void OnJobFound(JobFound found)
    {
        var compress = found.Compress;
        var wasCancelled = !_starting.Remove(compress.Id);
        if (found.Failure is { } failure)
        {
            Sender.Tell(new Status.Failure(failure));
            return;
        }
        var items = found.Items;
        if (wasCancelled)
        {
            items = [];
        }
        else if (compress.Keys is { } keys)
        {
            var wanted = keys.ToHashSet();
            items = [.. items.Where(item => wanted.Contains(item.Key))];
        }
        var job = new CompressionJob(compress, Sender, items.Select(item => item.Key), _services.Time);
        _jobs.Add(job);
        job.ReportProgress();
        _heldBack.ExceptWith(items.Select(item => item.Key));
        Enqueue(items);
        AnswerCompleteJobs();
    }

    private void Enqueue(IEnumerable<CompressionItem> items)
    {
        var fresh = items.Where(item => _atWork.Add(item.Key)).ToList();
        foreach (var batch in CompressionPlan.Batches(fresh, _limits))
        {
            _batches.Enqueue(batch);
        }

        StartBatches();
    }

    private void StartBatches()
    {
        while (_closing is null && _running < _limits.Parallelism && _batches.TryDequeue(out var items))
        {
            _running++;
            var self = Self;
            _batch
                .RunAsync(items, outcome => self.Tell(outcome), _cancel.Token)
                .PipeTo(
                    self,
                    success: () => new BatchEnded(_batch, items, null),
                    failure: failure => new BatchEnded(_batch, items, failure)
                );
        }
    }

    private void OnOutcome(CompressionOutcome outcome)
    {
        _atWork.Remove(outcome.Key);
        if (outcome is CompressionOutcome.Failed failed)
        {
            _log.Warning("{0} could not be compressed and stays a WAV: {1}", failed.Key, failed.Reason);
        }

        foreach (var job in _jobs)
        {
            job.Add(outcome);
        }

        AnswerCompleteJobs();
    }

    private void OnBatchEnded(BatchEnded ended)
    {
        // A batch of the life before this one ended late: it was never counted here.
        if (ended.Of != _batch)
        {
            return;
        }

        _running--;
        foreach (var item in ended.Items)
        {
            _atWork.Remove(item.Key);
        }

        if (ended.Failure is { } failure)
        {
            _log.Error(failure, "A batch of {0} could not be compressed", ended.Items.Count);
            FailJobsWaitingFor(ended.Items, failure);
            if (failure is GrantsLostException)
            {
                throw failure;
            }

            LookAfterFailure();
        }
        else
        {
            RequeueGivenBack(ended.Items);
        }
        if (_closing is not null)
        {
            AnswerClosing();
        }
        else if (_batches.Count > 0)
        {
            StartBatches();
        }
        else if (_lookAgain)
        {
            LookAfter(_options.Linger);
        }
    }

    // A batch that one asker cancelled may hold what another still waits for.
    private void RequeueGivenBack(IReadOnlyList<CompressionItem> items)
    {
        if (_closing is null)
        {
            Enqueue(items.Where(item => _jobs.Exists(job => job.WaitsFor(item.Key))));
        }
    }

    private void FailJobsWaitingFor(IReadOnlyList<CompressionItem> items, Exception failure)
    {
        foreach (var job in _jobs.Where(job => items.Any(item => job.WaitsFor(item.Key))).ToList())
        {
            job.Asking.Tell(new Status.Failure(failure));
            _jobs.Remove(job);
        }
    }

    private void LookAfterFailure()
    {
        _lookAgain = false;
        if (_options.Automatic)
        {
            Timers.StartSingleTimer(Look.Instance, Look.Instance, _options.RetryAfter);
        }
    }

    private void AnswerCompleteJobs()
    {
        foreach (var job in _jobs.Where(job => job.IsComplete).ToList())
        {
            job.Asking.Tell(job.Report());
            _jobs.Remove(job);
        }
    }

    private void OnCancel(Cancel cancel)
    {
        _starting.Remove(cancel.Id);
        var job = _jobs.Find(job => job.Id == cancel.Id);
        if (job is null)
        {
            return;
        }

        // Held back from the background too, or it would start again what was just stopped.
        _heldBack.UnionWith(_atWork.Where(job.WaitsFor));
        var waiting = StopBatches();
        var wantedByOthers = waiting
            .Where(item => !job.WaitsFor(item.Key) || _jobs.Exists(other => other != job && other.WaitsFor(item.Key)))
            .ToList();
        // The answer comes when the encoders have stopped and what they held is given back.
        job.Cancel(_atWork);
        Enqueue(wantedByOthers);
        AnswerCompleteJobs();
    }

    /// <summary>Stops the encoders and empties the queue.</summary>
    /// <returns>What was in the queue.</returns>
    private List<CompressionItem> StopBatches()
    {
        var waiting = _batches.SelectMany(batch => batch).ToList();
        _batches.Clear();
        _atWork.ExceptWith(waiting.Select(item => item.Key));
        _cancel.Cancel();
        _cancel = new CancellationTokenSource();
        return waiting;
    }

    private void OnClose()
    {
        _closing = Sender;
        Timers.Cancel(Look.Instance);
        StopBatches();
        AnswerClosing();
    }

    private void AnswerClosing()
    {
        if (_running == 0)
        {
            _closing?.Tell(Closed.Instance);
        }
    }

    private sealed record Look
    {
        public static Look Instance { get; } = new();
    }

    private sealed record WorkFound(IReadOnlyList<CompressionItem> Items, Exception? Failure);

    private sealed record JobFound(Compress Compress, IReadOnlyList<CompressionItem> Items, Exception? Failure);

    private sealed record BatchEnded(CompressionBatch Of, IReadOnlyList<CompressionItem> Items, Exception? Failure);
}
