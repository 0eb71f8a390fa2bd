using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using CacheActors.Diagnostics;
using CacheActors.Hosting;
using CacheActors.Views;

namespace CacheActors.Eviction;

/// <summary>
/// Keeps the cache within its budget and its age limit, and lets go what somebody asks for: one run at a time. It holds no
/// truth: who waits for room waits in <see cref="Space.Room"/>, and is found there again after a restart.
/// </summary>
internal sealed partial class Evictor : ReceiveActor
{
    // What is too old goes soon, not to the second.
    private const int LooksPerMaxAge = 20;
    private static readonly TimeSpan LongestLook = TimeSpan.FromHours(1);

    private readonly CacheServices _services;
    private readonly BudgetOptions _options;
    private readonly bool _automatic;
    private readonly EvictionContext _context;
    private readonly RoomMaker _roomMaker;
    private readonly ILoggingAdapter _log = Context.GetLogger(NamedTemplates.Formatter);
    private readonly List<(IJob Job, IActorRef Asking)> _jobs = [];
    private ITimer? _age;
    private ITimer? _patience;
    private Work? _work;
    private IActorRef? _closing;
    private bool _roomWanted;
    private bool _roomWasMade;
    private bool _ageDue;

    public Evictor(IActorRef entries, IActorRef projections, CacheServices services)
    {
        _services = services;
        _options = services.Options.Budget;
        // While nothing is stored, what was stored before stays untouched.
        _automatic = services.Options.OfflineFirst && _options.Automatic;
        var views = new CacheReader(services.Folder, services.Io, _options.MaxBytes, ViewRepair.By(projections));
        _context = new EvictionContext(entries, projections, views, services, _log);
        _roomMaker = new RoomMaker(_context);
        Receive<RoomWanted>(_ =>
        {
            _roomWanted = true;
            StartNext();
        });
        Receive<ProjectionActor.ViewsAdvanced>(_ =>
        {
            _roomWanted |= _services.Room.IsWanted;
            StartNext();
        });
        Receive<LookAtAge>(_ =>
        {
            _ageDue = true;
            StartNext();
        });
        Receive<IJob>(OnJob);
        Receive<Cancel>(OnCancel);
        Receive<Ended>(OnEnded);
        Receive<Close>(_ => OnClose());
    }

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(ProjectionActor.ViewsAdvanced));
        var self = Self;
        _services.Room.MakeBy(() => self.Tell(RoomWanted.Instance));
        // Somebody may wait since before a restart, and the cache may be larger than its budget allows now.
        self.Tell(RoomWanted.Instance);
        if (_automatic && _options.MaxAge is { } maxAge)
        {
            var period = maxAge / LooksPerMaxAge < LongestLook ? maxAge / LooksPerMaxAge : LongestLook;
            _age = Remind(LookAtAge.Instance, TimeSpan.Zero, period);
        }
    }

    protected override void PostStop()
    {
        _age?.Dispose();
        _patience?.Dispose();
        _work?.Cancel.Cancel();
        // The connection closes behind the run that may still use it.
        _ = (_work?.Task ?? Task.CompletedTask).ContinueWith(_ => _context.Views.Dispose(), TaskScheduler.Default);
        var stopped = new Status.Failure(new CacheException("The evictor stopped in the middle. Ask again."));
        _work?.Asking.Tell(stopped);
        _jobs.ForEach(waiting => waiting.Asking.Tell(stopped));
        base.PostStop();
    }

    // Who waits to write comes first, but not for ever: between two passes for them one job has its turn.
    private void StartNext()
    {
        if (_work is not null)
        {
            return;
        }
        if (_closing is not null)
        {
            _closing.Tell(Closed.Instance);
        }
        else if (_roomWanted && !(_roomWasMade && _jobs.Count > 0))
        {
            _roomWanted = false;
            _roomWasMade = true;
            Start(null, ActorRefs.Nobody, MakeRoomAsync);
        }
        else if (_jobs.Count > 0)
        {
            var (job, asking) = _jobs[0];
            _jobs.RemoveAt(0);
            _roomWasMade = false;
            Start(job, asking, token => RunAsync(job, token));
        }
        else if (_ageDue)
        {
            _ageDue = false;
            Start(null, ActorRefs.Nobody, EvictForAgeAsync);
        }
    }

    private void Start(IJob? job, IActorRef asking, Func<CancellationToken, Task<object>> run)
    {
        var work = new Work(job, asking, new CancellationTokenSource());
        _work = work;
        var task = run(work.Cancel.Token);
        work.Task = task;
        task.PipeTo(
            Self,
            success: answer => new Ended(work, answer, null),
            failure: failure => new Ended(work, new Status.Failure(failure), failure)
        );
    }

    private async Task<object> MakeRoomAsync(CancellationToken cancellationToken)
    {
        if (!_automatic)
        {
            await _roomMaker.RefuseAllAsync();
            return false;
        }
        return await _roomMaker.RunAsync(cancellationToken);
    }

    private async Task<object> RunAsync(IJob job, CancellationToken cancellationToken) =>
        job switch
        {
            Evict evict => await EvictionJob.EvictAsync(_context, evict, cancellationToken),
            Clear => await EvictionJob.ClearAsync(_context, cancellationToken),
            _ => throw new UnreachableException($"no run for {job}"),
        };

    private async Task<object> EvictForAgeAsync(CancellationToken cancellationToken)
    {
        var usedBefore = _services.Time.GetUtcNow() - _options.MaxAge!.Value;
        var run = await EvictionJob.AgeAsync(_context, usedBefore, cancellationToken);
        if (run.Evicted.Count > 0)
        {
            _log.Info("{Entries} entries were evicted for their age", run.Evicted.Count);
        }
        return run;
    }

    private void OnEnded(Ended ended)
    {
        // A run of the life before this one ended late.
        if (ended.Work != _work)
        {
            return;
        }
        _work = null;
        ended.Work.Cancel.Dispose();
        ended.Work.Asking.Tell(ended.Answer);
        if (ended is { Work.Job: null, Failure: { } failure and not OperationCanceledException })
        {
            OnFailed(failure);
        }
        else if (ended.Answer is true)
        {
            _roomWanted = true;
        }
        else if (_services.Room.IsWanted && _closing is null)
        {
            // They are patient, up to a point: a compression that ends shows in the views, one that does not in the time.
            _patience?.Dispose();
            _patience = Remind(RoomWanted.Instance, _roomMaker.Patience, Timeout.InfiniteTimeSpan);
        }
        StartNext();
    }

    private void OnFailed(Exception failure)
    {
        _log.Error(failure, "Nothing can be evicted");
        foreach (var request in _services.Room.Waiting)
        {
            _services.Room.Refuse(
                request,
                new CacheException($"No room can be made in the cache: {failure.Message}", failure)
            );
        }
    }

    private void OnJob(IJob job)
    {
        if (_closing is not null)
        {
            Sender.Tell(Closing());
            return;
        }
        _jobs.Add((job, Sender));
        StartNext();
    }

    private void OnCancel(Cancel cancel)
    {
        if (_work?.Job?.Id == cancel.Id)
        {
            _work.Cancel.Cancel();
        }
        foreach (var waiting in _jobs.Where(waiting => waiting.Job.Id == cancel.Id).ToList())
        {
            _jobs.Remove(waiting);
            waiting.Asking.Tell(new Status.Failure(new OperationCanceledException()));
        }
    }

    private void OnClose()
    {
        _closing = Sender;
        _services.Room.Close();
        _work?.Cancel.Cancel();
        _jobs.ForEach(waiting => waiting.Asking.Tell(Closing()));
        _jobs.Clear();
        StartNext();
    }

    private static Status.Failure Closing() =>
        new(new ObjectDisposedException(nameof(AudioCache), "The cache is closing."));

    private ITimer Remind(object message, TimeSpan after, TimeSpan period)
    {
        var self = Self;
        return _services.Time.CreateTimer(_ => self.Tell(message), null, after, period);
    }
}
