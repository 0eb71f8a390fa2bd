using Akka.Actor;
using Akka.Event;
using CacheActors.Diagnostics;
using CacheActors.Files;
using CacheActors.Hosting;
using CacheActors.Journal;

namespace CacheActors.Backups;

/// <summary>
/// Backs the journal up once in an interval, and keeps the newest. When the next one is due it reads from the names of those
/// that are there, so that restarts postpone nothing. One that cannot be made is tried again.
/// </summary>
internal sealed class BackupActor : ReceiveActor
{
    // The longest that a timer is set for, and the longest wait after a failure.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromHours(1);

    private readonly CacheServices _services;
    private readonly BackupOptions _options;
    private readonly ILoggingAdapter _log = Context.GetLogger(NamedTemplates.Formatter);
    private readonly CancellationTokenSource _stopped = new();
    private ITimer? _timer;
    private bool _underWay;
    private IActorRef? _closing;

    public BackupActor(CacheServices services)
    {
        _services = services;
        _options = services.Options.Backup;
        Receive<Look>(_ => LookWhetherDue());
        Receive<Ended>(OnEnded);
        Receive<Close>(_ =>
        {
            _closing = Sender;
            AnswerWhenIdle();
        });
    }

    private enum Outcome
    {
        NotDue,
        Done,
        Skipped,
    }

    /// <summary>Begin no backup any more; answered with <see cref="Closed"/> when the one under way is made.</summary>
    internal sealed record Close
    {
        public static Close Instance { get; } = new();
    }

    /// <summary>The answer to <see cref="Close"/>.</summary>
    internal sealed record Closed
    {
        public static Closed Instance { get; } = new();
    }

    private sealed record Look
    {
        public static Look Instance { get; } = new();
    }

    private sealed record Ended(Outcome Outcome, DateTimeOffset NextAt, string Detail, Exception? Failure);

    private CacheFolder Folder => _services.Folder;

    protected override void PreStart()
    {
        if (_options.Interval is not null)
        {
            Self.Tell(Look.Instance);
        }
    }

    protected override void PostStop()
    {
        _timer?.Dispose();
        _stopped.Cancel();
        base.PostStop();
    }

    private void LookWhetherDue()
    {
        if (_underWay || _closing is not null)
        {
            return;
        }
        _underWay = true;
        var interval = _options.Interval!.Value;
        _services
            .Io.RunAsync(() => StorageException.Guard("write to", Folder.BackupFolder, () => RunIfDue(interval)))
            .PipeTo(Self, failure: failure => new Ended(Outcome.Skipped, Now() + Retry(interval), "", failure));
    }

    private Ended RunIfDue(TimeSpan interval)
    {
        var now = Now();
        if (DueAt(now, interval) is var due && due > now)
        {
            return new Ended(Outcome.NotDue, due, "", null);
        }
        if (_services.Disk.Look() is { IsLow: true } disk)
        {
            return new Ended(
                Outcome.Skipped,
                now + Retry(interval),
                FormattableString.Invariant(
                    $"the disk has {disk.FreeBytes} bytes free, less than budget.warn-free-disk"
                ),
                null
            );
        }
        var path = Path.Combine(Folder.BackupFolder, BackupFiles.NameAt(now));
        DurableFile.CreateFolder(Folder.BackupFolder);
        BackupFiles.Sweep(Folder.BackupFolder);
        var report = JournalBackup.Write(Folder, path, replace: false, progress: null, _stopped.Token);
        BackupFiles.Prune(Folder.BackupFolder, _options.Keep, path);
        return new Ended(
            Outcome.Done,
            now + interval,
            FormattableString.Invariant($"{path}, {report.Events} events, {report.Bytes} bytes"),
            null
        );
    }

    // Without any, an interval after the first event; without an event there is nothing to lose.
    private DateTimeOffset DueAt(DateTimeOffset now, TimeSpan interval)
    {
        if (BackupFiles.NewestTime(Folder.BackupFolder, now) is { } newest)
        {
            return newest + interval;
        }
        using var journal = new JournalReader(Folder.JournalPath);
        return journal.ReadAfter(0, limit: 1).Rows is [var first] ? first.Event.At + interval : now + interval;
    }

    private void OnEnded(Ended ended)
    {
        _underWay = false;
        if (ended.Failure is { } failure)
        {
            if (_stopped.IsCancellationRequested)
            {
                return;
            }
            _services.Meter.Backup("failed");
            _log.Warning(failure, "The automatic backup failed; the next try is at {NextAt}", ended.NextAt);
        }
        else if (ended.Outcome == Outcome.Skipped)
        {
            _services.Meter.Backup("skipped");
            _log.Warning("No automatic backup: {Why}; the next try is at {NextAt}", ended.Detail, ended.NextAt);
        }
        else if (ended.Outcome == Outcome.Done)
        {
            _services.Meter.Backup("done");
            _log.Info("Backed the journal up to {Backup}", ended.Detail);
        }
        WaitUntil(ended.NextAt);
        AnswerWhenIdle();
    }

    private void WaitUntil(DateTimeOffset next)
    {
        _timer?.Dispose();
        var self = Self;
        var wait = next - Now();
        if (wait > TimeSpan.Zero)
        {
            _timer = _services.Time.CreateTimer(
                _ => self.Tell(Look.Instance),
                null,
                wait > LongestWait ? LongestWait : wait,
                Timeout.InfiniteTimeSpan
            );
        }
        // Also when the clock was set on just before the timer was.
        if (next <= Now())
        {
            self.Tell(Look.Instance);
        }
    }

    private void AnswerWhenIdle()
    {
        if (!_underWay)
        {
            _closing?.Tell(Closed.Instance);
        }
    }

    private static TimeSpan Retry(TimeSpan interval) => interval < LongestRetry ? interval : LongestRetry;

    private DateTimeOffset Now() => _services.Time.GetUtcNow();
}
