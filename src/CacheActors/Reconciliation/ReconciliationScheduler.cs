using Akka.Actor;
using Akka.Event;
using CacheActors.Diagnostics;
using CacheActors.Domain.Reconciliation;

namespace CacheActors.Reconciliation;

/// <summary>
/// Begins the runs that nobody asks for: one after a start that did not find the folder as it was left, and those of the
/// interval. One at a time, and none while the host is busy, unless that lasts too long. It holds no truth: killed and
/// started again, it asks when the last run was.
/// </summary>
internal sealed class ReconciliationScheduler : ReceiveActor
{
    // Clocks are set, zones change, computers sleep.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly SchedulerServices _services;
    private readonly ReconciliationOptions _options;
    private readonly ILoggingAdapter _log = Context.GetLogger(NamedTemplates.Formatter);
    private bool _dueAtStart;
    private long? _dueSince;
    private ITimer? _timer;

    public ReconciliationScheduler(SchedulerServices services)
    {
        _services = services;
        _options = services.Options;
        _dueAtStart = services.DueAtStart;
        Receive<Look>(_ => AskForLastRun());
        Receive<LastRun>(OnLastRun);
        Receive<Ended>(OnEnded);
    }

    protected override void PreStart()
    {
        if (_options.Automatic)
        {
            AskForLastRun();
        }
    }

    // After a failure of its own it waits before it tries again.
    protected override void PostRestart(Exception reason)
    {
        if (_options.Automatic)
        {
            LookAfter(_options.BusyRetry);
        }
    }

    protected override void PostStop()
    {
        _timer?.Dispose();
        base.PostStop();
    }

    private void AskForLastRun() =>
        _services
            .LastRun()
            .PipeTo(Self, success: at => new LastRun(at, null), failure: failure => new LastRun(null, failure));

    private void OnLastRun(LastRun last)
    {
        if (last.Failure is { } failure)
        {
            _log.Warning(failure, "When the last run of reconciliation was cannot be read");
            LookAfter(LongestWait);
            return;
        }
        var now = _services.Time.GetUtcNow();
        var schedule = new ReconciliationSchedule(
            _options.Interval,
            _options.PreferredTime,
            _services.Time.LocalTimeZone
        );
        var next = schedule.Next(last.At, now);
        if (!_dueAtStart && !(next <= now))
        {
            _dueSince = null;
            LookAfter(next is { } then && then - now < LongestWait ? then - now : LongestWait);
        }
        else if (IsToWait())
        {
            _services.Meter.Postponed();
            LookAfter(_options.BusyRetry);
        }
        else
        {
            Begin(now, isOfInterval: next <= now);
        }
    }

    private bool IsToWait()
    {
        var dueSince = _dueSince ??= _services.Time.GetTimestamp();
        return _services.Activity.IsBusy && _services.Time.GetElapsedTime(dueSince) < _options.BusyLimit;
    }

    private void Begin(DateTimeOffset now, bool isOfInterval)
    {
        _dueAtStart = false;
        _dueSince = null;
        _services
            .Run(new AutomaticRun(now, isOfInterval ? now - _options.DeepEvery : null))
            .PipeTo(Self, success: () => new Ended(null), failure: failure => new Ended(failure));
    }

    private void OnEnded(Ended ended)
    {
        if (ended.Failure is { } failure)
        {
            // Who ran it tells it as an alert.
            _log.Debug("A run of reconciliation failed: {Reason}", failure.Message);
        }
        // Not at once, so that a run that cannot be noted, or not even begin, is not tried without a pause.
        LookAfter(_options.Interval < _options.BusyRetry ? _options.Interval.Value : _options.BusyRetry);
    }

    private void LookAfter(TimeSpan delay)
    {
        _timer?.Dispose();
        var self = Self;
        _timer = _services.Time.CreateTimer(_ => self.Tell(Look.Instance), null, delay, Timeout.InfiniteTimeSpan);
    }

    private sealed record Look
    {
        public static Look Instance { get; } = new();
    }

    private sealed record LastRun(DateTimeOffset? At, Exception? Failure);

    private sealed record Ended(Exception? Failure);
}
