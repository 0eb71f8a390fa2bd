using Akka.Actor;
using Akka.Event;
using CacheActors.Diagnostics;
using CacheActors.Files;

namespace CacheActors.Audit;

/// <summary>
/// Seals what was journaled, at intervals and when it is asked to: one run at a time, on the I/O pool. What is asked during a
/// run is answered by the next one, so an answer covers everything that was journaled before its question.
/// </summary>
internal sealed class SealActor : ReceiveActor
{
    private readonly CacheFolder _folder;
    private readonly IoPool _io;
    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly ILoggingAdapter _log = Context.GetLogger(NamedTemplates.Formatter);
    private readonly CancellationTokenSource _stopping = new();
    private List<IActorRef> _waiting = [];
    private JournalSealer? _sealer;
    private ITimer? _timer;
    private Task? _run;
    private bool _due;

    public SealActor(CacheFolder folder, IoPool io, TimeProvider time, TimeSpan interval)
    {
        _folder = folder;
        _io = io;
        _time = time;
        _interval = interval;
        Receive<IntervalOver>(_ =>
        {
            _due = true;
            RunIfIdle();
        });
        Receive<Seal>(_ =>
        {
            _waiting.Add(Sender);
            RunIfIdle();
        });
        Receive<RunDone>(OnRunDone);
    }

    /// <summary>Seal everything that is in the journal now; answered with <see cref="Sealed"/>.</summary>
    internal sealed record Seal
    {
        public static Seal Instance { get; } = new();
    }

    /// <summary>The answer to <see cref="Seal"/>: how many rows the run sealed.</summary>
    internal sealed record Sealed(long Rows);

    private sealed record IntervalOver
    {
        public static IntervalOver Instance { get; } = new();
    }

    private sealed record RunDone(IReadOnlyList<IActorRef> Asking, long Rows, Exception? Failure);

    protected override void PreStart()
    {
        var self = Self;
        _timer = _time.CreateTimer(_ => self.Tell(IntervalOver.Instance), null, _interval, _interval);
    }

    protected override void PostStop()
    {
        _timer?.Dispose();
        _stopping.Cancel();
        // The connections close behind the run that may still use them.
        _ = (_run ?? Task.CompletedTask).ContinueWith(
            _ =>
            {
                _sealer?.Dispose();
                _stopping.Dispose();
            },
            TaskScheduler.Default
        );
        base.PostStop();
    }

    private void RunIfIdle()
    {
        if (_run is not null || (!_due && _waiting.Count == 0))
        {
            return;
        }

        _due = false;
        var asking = _waiting;
        _waiting = [];
        var stop = _stopping.Token;
        var work = _io.RunAsync(() => (_sealer ??= JournalSealer.Open(_folder, _time, PutAside)).SealAll(stop));
        _run = work;
        work.PipeTo(
            Self,
            success: rows => new RunDone(asking, rows, null),
            failure: failure => new RunDone(asking, 0, failure)
        );
    }

    private void PutAside(string path, Exception damage) =>
        _log.Error(damage, "The audit seal was damaged and is kept as {Path}; sealing begins anew", path);

    private void OnRunDone(RunDone done)
    {
        _run = null;
        if (done.Failure is { } failure)
        {
            // After a failed commit the connection stays unusable: the next run opens new ones.
            _sealer?.Dispose();
            _sealer = null;
            _log.Warning(failure, "The journal {Path} could not be sealed and is tried again", _folder.JournalPath);
        }
        object answer = done.Failure is { } reason ? new Status.Failure(reason) : new Sealed(done.Rows);
        foreach (var asking in done.Asking)
        {
            asking.Tell(answer);
        }
        RunIfIdle();
    }
}
