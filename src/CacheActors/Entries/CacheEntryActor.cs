using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using CacheActors.Diagnostics;
using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Journal;
using CacheActors.Views;

namespace CacheActors.Entries;

/// <summary>
/// One entry, and the only writer of its events and files. It recovers by folding its events, lets
/// <see cref="EntryDecider"/> decide, journals, and answers. File work runs beside it and comes back as a message.
/// </summary>
internal sealed partial class CacheEntryActor : ReceivePersistentActor
{
    private readonly EntryKey _key;
    private readonly EntryServices _services;
    private readonly ILoggingAdapter _log = Context.GetLogger(NamedTemplates.Formatter);
    private readonly List<IActorRef> _waiting = [];
    private EntryState _state = EntryState.Absent.Instance;
    private EntryState _replaced = EntryState.Absent.Instance; // By the last event recovered; while recovering.
    private EntryEvent? _last;
    private IActorRef[] _persistingFor = [];
    private bool _recording;
    private EntryMessage _recordingFor = null!; // While it is recording.
    private Activity? _making;
    private Activity? _journaling;
    private ActivityContext _madeIn;
    private Task _deletion = Task.CompletedTask;
    private int _fileWork;
    private bool _leaving;

    public CacheEntryActor(EntryKey key, EntryServices services)
    {
        _key = key;
        _services = services;
        PersistenceId = EntryPersistenceId.Of(key);
        if (services.JournalPluginId is { } journal)
        {
            JournalPluginId = journal;
            // An entry has no snapshots, and the host's store is not to be asked for them.
            SnapshotPluginId = "akka.persistence.no-snapshot-store";
        }

        Recover<EntryEvent>(entryEvent =>
        {
            (_replaced, _last) = (_state, entryEvent);
            _state = EntryFold.Apply(_state, entryEvent);
        });
        Recover<RecoveryCompleted>(_ => OnRecovered());

        Commands();
    }

    public override string PersistenceId { get; }

    protected override void PostStop()
    {
        var closed = new Status.Failure(new CacheException($"Entry {_key} stopped before it could answer. Ask again."));
        foreach (var waiting in _waiting)
        {
            waiting.Tell(closed);
        }

        _download?.Dispose();
        _making?.Dispose();
        ShowAgain();
        base.PostStop();
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        Context.Parent.Tell(new EntryRegion.NotRecovered(_key, reason));
        base.OnRecoveryFailure(reason, message);
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        FailPersisting(cause);
        base.OnPersistFailure(cause, @event, sequenceNr);
    }

    // Nothing was written, and what was to follow will not: the next message finds a fresh actor in the journaled state.
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        FailPersisting(cause);
        base.OnPersistRejected(cause, @event, sequenceNr);
        Context.Stop(Self);
    }

    private void Commands()
    {
        Command<EntryMessage.GetOrSynthesize>(OnGetOrSynthesize);
        Command<EntryMessage.GetOrDownload>(OnGetOrDownload);
        Command<EntryMessage.TryGet>(_ => OnTryGet());
        Command<EntryMessage.Adopt>(OnAdopt);
        Command<EntryMessage.StartCompression>(OnStartCompression);
        Command<EntryMessage.CompleteCompression>(OnCompleteCompression);
        Command<EntryMessage.FailCompression>(m =>
            EndGrant(m, new EntryCommand.FailCompression(m.Attempt, m.Reason), Sender)
        );
        Command<EntryMessage.CancelCompression>(m =>
            EndGrant(m, new EntryCommand.CancelCompression(m.Attempt, m.Reason), Sender)
        );
        Command<Recorded>(OnRecorded);
        Command<NotRecorded>(OnNotRecorded);
        Command<Published>(OnPublished);
        Command<NotPublished>(OnNotPublished);
        Command<EntryMessage.Hold>(OnHold);
        Command<EntryMessage.Evict>(OnEvict);
        Command<FileFree>(OnFileFree);
        Command<FileDeleted>(OnFileDeleted);
        Command<EntryMessage.Tidy>(_ => OnTidy());
        Command<EntryMessage.RecordUses>(OnRecordUses);
        Command<ReceiveTimeout>(_ => OnIdle());
        Command<EntryRegion.StopEntry>(_ => OnStopEntry());
        Command<EntryMessage.Reconcile>(OnReconcile);
    }

    private void OnRecovered()
    {
        if (_services.Options.PassivateAfter is { } idle)
        {
            Context.SetReceiveTimeout(idle);
        }

        // A crash of this actor between the event and what was to follow leaves a line that is no longer so.
        if (_state is EntryState.Held plays)
        {
            _services.Ready.Correct(Playable(plays, hit: true));
        }
        else
        {
            _services.Ready.Remove(_key);
        }
        // A crash between the event and the deletion leaves what the event replaced or let go. After a clean end there is
        // nothing like it: what lies there then was put there, and is left to reconciliation.
        if (
            _services.AfterCrash
            && _last is (EntryEvent.Evicted or EntryEvent.Compressed)
            && _replaced is EntryState.Held held
        )
        {
            DeleteFile(held.Format(), _ => { });
        }
        (_replaced, _last) = (EntryState.Absent.Instance, null);
    }

    private void OnTryGet()
    {
        if (_state is EntryState.Held held)
        {
            CountUse();
            AnnounceReady();
            Sender.Tell(new EntryReply.Found(Playable(held, hit: true)));
        }
        else
        {
            Sender.Tell(EntryReply.Unknown.Instance);
        }
    }

    /// <summary>Decides, journals, folds, and then, once, goes on. Nothing to journal: it goes on at once.</summary>
    private void Execute(
        EntryMessage message,
        EntryCommand command,
        IActorRef[] asking,
        Action then,
        Action<EntryRejection> refused
    )
    {
        switch (Decide(command))
        {
            case EntryDecision.Rejected rejected:
                refused(rejected.Rejection);
                break;
            case EntryDecision.Accepted { Events.Count: 0 }:
                then();
                break;
            case EntryDecision.Accepted accepted:
                _persistingFor = asking;
                var left = accepted.Events.Count;
                // Before it is journaled: from then on the views are behind.
                _services.Ready.Trust.Expect(_key, LastSequenceNr + left);
                var outer = Activity.Current;
                _journaling = CacheTrace.Step("journal.write", _key);
                // It ends with the answer of the journal, and is not what comes next here.
                Activity.Current = outer;
                PersistAll(
                    Because(message, accepted.Events),
                    entryEvent =>
                    {
                        _state = EntryFold.Apply(_state, entryEvent);
                        if (--left > 0)
                        {
                            return;
                        }

                        _journaling?.Dispose();
                        if (_log.IsDebugEnabled)
                        {
                            _log.Debug(
                                "{EntryKey}, book {BookId}: {Event} journaled",
                                _key,
                                BookId,
                                accepted.Events[^1].GetType().Name
                            );
                        }
                        _persistingFor = [];
                        _services.Projections.Tell(ProjectionActor.JournalGrew.Instance);
                        then();
                    }
                );
                break;
        }
    }

    // Stamped here, once: what an entry decides does not depend on why it was asked.
    private static IEnumerable<EntryEvent> Because(EntryMessage message, IReadOnlyList<EntryEvent> events)
    {
        var correlationId = Correlation(message);
        return [.. events.Select(e => e with { Cause = message.Cause, CorrelationId = correlationId })];
    }

    private static string Correlation(EntryMessage message) =>
        message.CorrelationId
        ?? (message.Trace == default ? CacheTrace.Correlation() : message.Trace.TraceId.ToHexString());

    private EntryDecision Decide(EntryCommand command) =>
        EntryDecider.Decide(_state, command, _services.Time.GetUtcNow());

    private void FailPersisting(Exception cause)
    {
        var failure = ExplainRefusalAsync(cause);
        foreach (var asking in _persistingFor)
        {
            failure.PipeTo(asking);
        }

        _persistingFor = [];
        _waiting.Clear();
        _journaling.Fail(cause);
        _journaling?.Dispose();
        _making.Fail(cause);
        // The file that the event was to name may be there already. The successor reads whether it was journaled after all.
        Context.Parent.Tell(new EntryRegion.Succeed(new EntryMessage.Tidy(_key)));
    }

    private async Task<Status.Failure> ExplainRefusalAsync(Exception cause) =>
        new(
            SqliteFaults.IsDamage(cause)
                ? await _services.Explain(cause)
                : new CacheException($"The journal refused an event of {_key}: {cause.Message}", cause)
        );

    private CachedAudio Playable(EntryState.Held held, bool hit) =>
        new(
            _key,
            _services.Folder.AudioPath(_key, held.Format()),
            TimeSpan.FromMilliseconds(held.Audio.DurationMs),
            hit
        );

    private string? BookId => (_state as EntryState.Held)?.Audio.BookId;

    private string WavPath => _services.Folder.AudioPath(_key, AudioFormat.Wav);

    private string M4aPath => _services.Folder.AudioPath(_key, AudioFormat.M4a);
}
