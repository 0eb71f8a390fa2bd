using Akka.Actor;
using Akka.Event;
using CacheActors.Diagnostics;
using CacheActors.Domain.Compression;
using CacheActors.Domain.Entries;
using CacheActors.Hosting;
using CacheActors.Views;
using CacheActors.Views.EntryList;
using Microsoft.Data.Sqlite;

namespace CacheActors.Compression;

/// <summary>
/// Keeps the encoders busy: with what the view says is not compressed, and with what somebody asks for. It holds no truth;
/// killed and started again it reads its work from the view, and the grants of its former life are void.
/// </summary>
internal sealed partial class CompressionCoordinator : ReceiveActor, IWithTimers
{
    // The background reads its work by pages, however much there is: some seconds of work, a millisecond to read.
    private const int PageSize = 1_000;

    private readonly CacheServices _services;
    private readonly CompressionOptions _options;
    private readonly IActorRef _projections;
    private readonly CacheReader _views;
    private readonly CompressionBatch _batch;
    private readonly CompressionQueue _queue;
    private readonly CompressionJobs _jobs = new();
    private readonly HashSet<Guid> _starting = [];
    private readonly HashSet<EntryKey> _heldBack = [];
    private readonly ILoggingAdapter _log = Context.GetLogger(NamedTemplates.Formatter);
    private readonly int _encoders;
    private readonly bool _automatic;
    private CancellationTokenSource _cancel = new();
    private IActorRef? _closing;
    private int _running;
    private bool _looking;
    private bool _lookAgain;
    private bool _moreWaits;

    public CompressionCoordinator(IActorRef entries, IActorRef projections, CacheServices services)
    {
        _services = services;
        _options = services.Options.Compression;
        _automatic = services.Options.OfflineFirst && _options.Automatic;
        _encoders = Cores.OrElse(_options.Processes);
        _queue = new CompressionQueue(new CompressionLimits(_options.BatchFiles, _options.BatchAudio, _encoders));
        _projections = projections;
        _views = new CacheReader(
            services.Folder,
            services.Io,
            services.Options.Budget.MaxBytes,
            ViewRepair.By(projections)
        );
        // A run id per life: an entry tells by it that the compressor it granted to is gone.
        var runId = services.NewRunId();
        services.Compressor.RunId = runId;
        _batch = new CompressionBatch(
            runId,
            entries,
            services.Encoder,
            services.Files,
            services.Leases,
            services.Io,
            services.Meter,
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

    public ITimerScheduler Timers { get; set; } = null!; // Set by the actor system before any message.

    protected override void PreStart()
    {
        if (_automatic)
        {
            Context.System.EventStream.Subscribe(Self, typeof(ProjectionActor.ViewsAdvanced));
            _projections.Tell(ProjectionActor.CatchUp.Instance);
        }
    }

    // After a failure it waits before it tries again.
    protected override void PostRestart(Exception reason)
    {
        if (_automatic)
        {
            LookAfter(_options.RetryAfter);
        }
        base.PostRestart(reason);
    }

    protected override void PostStop()
    {
        _cancel.Cancel();
        _views.Dispose();
        _jobs.FailAll(new CacheException("The compressor stopped. Ask again."));
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
        if (_looking || !_queue.IsEmpty)
        {
            _lookAgain = true;
            return;
        }
        _looking = true;
        _lookAgain = false;
        _moreWaits = false;
        // So many that a page of others is among them, if there are that many.
        var limit = PageSize + _queue.Entries.Count + _heldBack.Count;
        FindAsync(views => EntryListQuery.Waiting(views, limit))
            .PipeTo(
                Self,
                success: items => new WorkFound(items, items.Count == limit, null),
                failure: failure => new WorkFound([], More: false, failure)
            );
    }

    private Task<IReadOnlyList<CompressionItem>> FindAsync(
        Func<SqliteConnection, IReadOnlyList<CompressionItem>> query
    ) => _views.QueryAsync(query, CancellationToken.None);

    private void OnWorkFound(WorkFound found)
    {
        _looking = false;
        if (found.Failure is { } failure)
        {
            _log.Error(failure, "The list of what is to be compressed cannot be read");
            LookAfter(_options.RetryAfter);
            return;
        }
        _moreWaits = found.More;
        _queue.Add(found.Items.Where(item => !_heldBack.Contains(item.Key)));
        StartBatches();
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
        FindAsync(views => EntryListQuery.Uncompressed(views, compress.Keys))
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
        var isWanted = _starting.Remove(compress.Id);
        if (found.Failure is { } failure)
        {
            Sender.Tell(new Status.Failure(failure));
            return;
        }
        var items = isWanted ? found.Items : [];
        _jobs.Add(new CompressionJob(compress, Sender, items.Select(item => item.Key), _services.Time));
        _heldBack.ExceptWith(items.Select(item => item.Key));
        _queue.Add(items);
        StartBatches();
        _jobs.AnswerComplete();
    }

    private void StartBatches()
    {
        while (_closing is null && _running < _encoders && _queue.TryTake(out var items))
        {
            _running++;
            var self = Self;
            _batch
                .RunAsync(items, outcome => self.Tell(outcome), _jobs.TraceOf(items), _cancel.Token)
                .PipeTo(
                    self,
                    success: () => new BatchEnded(_batch, items, null),
                    failure: failure => new BatchEnded(_batch, items, failure)
                );
        }
    }

    private void OnOutcome(CompressionOutcome outcome)
    {
        _queue.HasLeft(outcome.Key);
        _services.Meter.Compression(outcome);
        // Who asked is told; what the background did only the log can tell.
        if (outcome is CompressionOutcome.Failed failed && !_jobs.AnyWaitsFor(failed.Key))
        {
            _log.Warning("{EntryKey} could not be compressed and stays a WAV: {Reason}", failed.Key, failed.Reason);
        }
        _jobs.Count(outcome);
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
            _queue.HasLeft(item.Key);
        }
        if (ended.Failure is { } failure)
        {
            OnBatchFailed(ended.Items, failure);
        }
        else if (_closing is null)
        {
            // A batch that one asker cancelled may hold what another still waits for.
            _queue.Add(ended.Items.Where(item => _jobs.AnyWaitsFor(item.Key)));
        }
        StartBatches();
        AnswerClosing();
        if (_moreWaits && _queue.IsEmpty && _closing is null)
        {
            LookForWork();
        }
        else if (_lookAgain && _queue.IsEmpty)
        {
            LookAfter(_options.Linger);
        }
    }

    private void OnBatchFailed(IReadOnlyList<CompressionItem> items, Exception failure)
    {
        if (!_jobs.TryFail(items, failure))
        {
            _log.Warning(failure, "{Entries} entries stay WAV for now", items.Count);
        }
        if (failure is GrantsLostException)
        {
            throw failure;
        }
        _lookAgain = false;
        _moreWaits = false;
        if (_automatic)
        {
            Timers.StartSingleTimer(Look.Instance, Look.Instance, _options.RetryAfter);
        }
    }

    private void OnCancel(Cancel cancel)
    {
        _starting.Remove(cancel.Id);
        if (_jobs.Find(cancel.Id) is not { } job)
        {
            return;
        }
        // Held back from the background too, or it would start again what was just stopped.
        _heldBack.UnionWith(_queue.Entries.Where(job.WaitsFor));
        var wantedByOthers = StopBatches()
            .Where(item => !job.WaitsFor(item.Key) || _jobs.AnyWaitsFor(item.Key, except: job))
            .ToList();
        // The answer comes when the encoders have stopped and what they held is given back.
        job.Cancel(_queue.Entries);
        _queue.Add(wantedByOthers);
        StartBatches();
        _jobs.AnswerComplete();
    }

    /// <summary>Stops the encoders and empties the queue.</summary>
    /// <returns>What was in the queue.</returns>
    private IReadOnlyList<CompressionItem> StopBatches()
    {
        _cancel.Cancel();
        _cancel = new CancellationTokenSource();
        return _queue.Clear();
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
}
