using Akka.Actor;
using Akka.Event;
using CacheActors.Diagnostics;
using CacheActors.Files;
using CacheActors.Journal;
using Microsoft.Data.Sqlite;

namespace CacheActors.Views;

/// <summary>
/// Runs the projection whenever the journal grew: one run at a time, on the I/O pool. What arrives during a run is answered
/// by the next one, so an answer covers everything that was journaled before its question.
/// </summary>
internal sealed class ProjectionActor : ReceiveActor
{
    private readonly CacheFolder _folder;
    private readonly IoPool _io;
    private readonly ViewTrust _trust;
    private readonly Func<Exception, Exception> _explain;
    private readonly ILoggingAdapter _log = Context.GetLogger(NamedTemplates.Formatter);
    private List<IActorRef> _waiting = [];
    private List<IActorRef> _rebuilding = [];
    private ProjectionRunner? _runner;
    private Task? _run;
    private bool _journalGrew;
    private Repairing _repairing;

    public ProjectionActor(CacheFolder folder, IoPool io, ViewTrust trust, Func<Exception, Exception> explain)
    {
        _trust = trust;
        _explain = explain;
        _folder = folder;
        _io = io;
        Receive<JournalGrew>(_ =>
        {
            _journalGrew = true;
            RunIfIdle();
        });
        Receive<CatchUp>(_ =>
        {
            _waiting.Add(Sender);
            RunIfIdle();
        });
        Receive<Rebuild>(_ =>
        {
            _rebuilding.Add(Sender);
            RunIfIdle();
        });
        Receive<Repair>(OnRepair);
        Receive<RunDone>(OnRunDone);
    }

    private enum Repairing
    {
        No,
        Wanted,
        UnderWay,
    }

    /// <summary>Something was journaled.</summary>
    internal sealed record JournalGrew
    {
        public static JournalGrew Instance { get; } = new();
    }

    /// <summary>Answer with <see cref="CaughtUp"/> when everything that is in the journal now is in the views.</summary>
    internal sealed record CatchUp
    {
        public static CatchUp Instance { get; } = new();
    }

    /// <summary>Drop the views and make them again; answered with <see cref="CaughtUp"/>.</summary>
    internal sealed record Rebuild
    {
        public static Rebuild Instance { get; } = new();
    }

    /// <summary>Somebody found this file of views damaged or missing: replace it, and answer with <see cref="CaughtUp"/>.</summary>
    internal sealed record Repair(ulong File);

    /// <summary>The answer to those above: how many events the run applied.</summary>
    internal sealed record CaughtUp(long Events);

    /// <summary>Published on the event stream when the views changed.</summary>
    internal sealed record ViewsAdvanced
    {
        public static ViewsAdvanced Instance { get; } = new();
    }

    private sealed record RunDone(IReadOnlyList<IActorRef> Asking, long Events, Exception? Failure);

    protected override void PostStop()
    {
        // The connections close behind the run that may still use them.
        var runner = _runner;
        _ = (_run ?? Task.CompletedTask).ContinueWith(_ => runner?.Dispose(), TaskScheduler.Default);
        base.PostStop();
    }

    private void RunIfIdle()
    {
        if (_run is not null)
        {
            return;
        }

        if (_repairing == Repairing.Wanted)
        {
            _repairing = Repairing.UnderWay;
            _trust.Suspend();
            Start(Replace, [.. _rebuilding, .. _waiting]);
        }
        else if (_rebuilding.Count > 0)
        {
            Start(() => Runner().Rebuild(), [.. _rebuilding, .. _waiting]);
        }
        else if (_journalGrew || _waiting.Count > 0)
        {
            Start(() => Runner().CatchUp(), _waiting);
        }
    }

    private void Start(Func<long> run, List<IActorRef> asking)
    {
        _journalGrew = false;
        _waiting = [];
        _rebuilding = [];
        if (_runner is null)
        {
            // It may find the file damaged, and begin a new one: until it has caught up nobody may believe that.
            _trust.Suspend();
        }
        var work = _io.RunAsync(() =>
        {
            try
            {
                return run();
            }
            catch (JournalDamagedException e)
            {
                throw _explain(e);
            }
        });
        _run = work;
        work.PipeTo(
            Self,
            success: events => new RunDone(asking, events, null),
            failure: failure => new RunDone(asking, 0, failure)
        );
    }

    private ProjectionRunner Runner() =>
        _runner ??= new ProjectionRunner(_folder.JournalPath, _folder.ViewsPath, _trust);

    private long Replace()
    {
        _runner?.Dispose();
        _runner = null;
        var events = ViewRepair.Replace(_folder.JournalPath, _folder.ViewsPath);
        return events + Runner().CatchUp();
    }

    private void OnRepair(Repair repair)
    {
        // Another reader may have said so before, and they are replaced already.
        if (_repairing == Repairing.No && ViewRepair.Identify(_folder.ViewsPath) == repair.File)
        {
            WantRepair("a query found them damaged or missing");
        }
        _waiting.Add(Sender);
        RunIfIdle();
    }

    private void WantRepair(string why)
    {
        _repairing = Repairing.Wanted;
        _log.Warning(
            "The views {ViewsPath} cannot be used and are made again from the journal: {Why}",
            _folder.ViewsPath,
            why
        );
    }

    private Exception Explain(Exception failure) =>
        failure switch
        {
            SqliteException e when SqliteFaults.Explain("write", _folder.ViewsPath, e) is { DiskFull: true } full =>
                full,
            SqliteException => new CacheException(
                $"The views {_folder.ViewsPath} cannot follow the journal: {failure.Message.TrimEnd('.')}. What was journaled is not lost; if this stays, delete the file and open the cache again.",
                failure
            ),
            _ => failure,
        };

    private void OnRunDone(RunDone done)
    {
        _run = null;
        var wasRepaired = _repairing == Repairing.UnderWay;
        _repairing = wasRepaired ? Repairing.No : _repairing;
        if (done.Failure is SqliteException damaged && SqliteFaults.IsDamage(damaged) && !wasRepaired)
        {
            // Of the journal's damage the failure would not be SQLite's own: these are the views. Who asked waits for the new ones.
            _runner?.Dispose();
            _runner = null;
            WantRepair(damaged.Message);
            _waiting.AddRange(done.Asking);
        }
        else
        {
            Conclude(done);
        }
        RunIfIdle();
    }

    private void Conclude(RunDone done)
    {
        object answer;
        if (done.Failure is null)
        {
            _trust.Resume();
            if (done.Events > 0)
            {
                Context.System.EventStream.Publish(ViewsAdvanced.Instance);
            }
            answer = new CaughtUp(done.Events);
        }
        else
        {
            // After a failed commit the connection stays unusable: the next run opens new ones.
            _runner?.Dispose();
            _runner = null;
            var failure = Explain(done.Failure);
            _log.Error(failure, "The views could not follow the journal");
            answer = new Status.Failure(failure);
        }
        foreach (var asking in done.Asking)
        {
            asking.Tell(answer);
        }
    }
}
