using Akka.Actor;
using Akka.Event;
using CacheActors.Diagnostics;
using CacheActors.Domain.Reconciliation;
using CacheActors.Hosting;
using CacheActors.Views;

namespace CacheActors.Reconciliation;

/// <summary>
/// Runs reconciliations: one of everything at a time, and of single entries as many as are asked for. It holds no truth: what
/// a crash cuts off, the next run finds.
/// </summary>
internal sealed partial class Reconciler : ReceiveActor
{
    private readonly CacheServices _services;
    private readonly IActorRef _projections;
    private readonly ReconciliationContext _context;
    private readonly ILoggingAdapter _log = Context.GetLogger(NamedTemplates.Formatter);
    private readonly List<Work> _works = [];
    private IActorRef? _runLog;
    private IActorRef? _closing;

    public Reconciler(IActorRef entries, IActorRef projections, CacheServices services)
    {
        _services = services;
        _projections = projections;
        var views = new CacheReader(
            services.Folder,
            services.Io,
            services.Options.Budget.MaxBytes,
            ViewRepair.By(projections)
        );
        var self = Self;
        _context = new ReconciliationContext(
            entries,
            projections,
            views,
            services,
            happened => self.Ask<RunLog.Written>(new Record(happened), services.Options.Entries.AnswerTimeout),
            _log
        );
        Receive<Reconcile>(OnReconcile);
        Receive<Cancel>(cancel => _works.Find(work => work.Job.Id == cancel.Id)?.Cancel.Cancel());
        Receive<Record>(OnRecord);
        Receive<Terminated>(_ => _runLog = null);
        Receive<Ended>(OnEnded);
        Receive<Close>(_ => OnClose());
    }

    protected override void PostStop()
    {
        foreach (var work in _works)
        {
            work.Cancel.Cancel();
            work.Asking.Tell(
                new Status.Failure(new CacheException("The reconciliation stopped in the middle. Start it again."))
            );
        }
        // The connection closes behind the runs that may still use it.
        _ = Task.WhenAll(_works.Select(work => work.Task))
            .ContinueWith(_ => _context.Views.Dispose(), TaskScheduler.Default);
        base.PostStop();
    }

    private void OnReconcile(Reconcile job)
    {
        if (_closing is not null)
        {
            Sender.Tell(new Status.Failure(new ObjectDisposedException(nameof(AudioCache), "The cache is closing.")));
        }
        else if (job.Request.Mode != RunMode.Entry && _works.Exists(work => work.Job.Request.Mode != RunMode.Entry))
        {
            Sender.Tell(new Status.Failure(new ReconciliationRunningException()));
        }
        else
        {
            Start(job);
        }
    }

    private void Start(Reconcile job)
    {
        var work = new Work(job, Sender, new CancellationTokenSource());
        _works.Add(work);
        var task = RunAsync(job, work.Cancel.Token);
        work.Task = task;
        task.PipeTo(
            Self,
            success: report => new Ended(work, report),
            failure: failure => new Ended(work, new Status.Failure(failure))
        );
    }

    private async Task<ReconciliationReport> RunAsync(Reconcile job, CancellationToken cancellationToken)
    {
        var run = new ReconciliationRun(_context, job.Request, job.Progress);
        if (job.Request is not { Mode: RunMode.All, DryRun: false })
        {
            return await run.RunAsync(cancellationToken);
        }
        var watch = _services.Reconciliation.Watch;
        var begunAt = _services.Time.GetUtcNow();
        try
        {
            var report = await run.RunAsync(cancellationToken);
            await watch.EndedAsync(report.Figures(run.Reading), begunAt);
            return report;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await watch.FailedAsync(e, begunAt);
            throw;
        }
    }

    private void OnRecord(Record record)
    {
        _runLog ??= Context.Watch(Context.ActorOf(Props.Create<RunLog>(_projections, _services)));
        _runLog.Forward(record.Happened);
    }

    private void OnEnded(Ended ended)
    {
        // A run of the life before this one ended late.
        if (!_works.Remove(ended.Work))
        {
            return;
        }
        ended.Work.Cancel.Dispose();
        ended.Work.Asking.Tell(ended.Answer);
        if (ended.Answer is ReconciliationReport { Found: > 0 } report)
        {
            _log.Info("Reconciliation {BatchId}: {Summary}", report.BatchId, report.Summary);
        }
        AnswerWhenDone();
    }

    private void OnClose()
    {
        _closing = Sender;
        _works.ForEach(work => work.Cancel.Cancel());
        AnswerWhenDone();
    }

    private void AnswerWhenDone()
    {
        if (_works.Count == 0)
        {
            _closing?.Tell(Closed.Instance);
        }
    }
}
