using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Journal;
using CacheActors.Views;

namespace CacheActors.Entries;

/// <summary>
/// One entry, and the only writer of its events and files. It recovers by folding its events, lets
/// <see cref="EntryDecider"/> decide, journals, and answers. File work runs beside it and comes back as a message.
/// </summary>
internal sealed class CacheEntryActor : ReceivePersistentActor, IWithTimers
{
    private readonly EntryKey _key;
    private readonly EntryServices _services;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly List<IActorRef> _waiting = [];
    private EntryState _state = EntryState.Absent.Instance;
    private IActorRef[] _persistingFor = [];
    private bool _recording;
    private bool _deletingWav;
    private bool _leaving;
    private int _uses;
    private DateTimeOffset _lastUse;

    public CacheEntryActor(EntryKey key, EntryServices services)
    {
        _key = key;
        _services = services;
        PersistenceId = EntryPersistenceId.Of(key);

        Recover<EntryEvent>(entryEvent => _state = EntryFold.Apply(_state, entryEvent));
        Recover<RecoveryCompleted>(_ => OnRecovered());

        Command<EntryMessage.GetOrSynthesize>(OnGetOrSynthesize);
        Command<EntryMessage.TryGet>(_ => OnTryGet());
        Command<EntryMessage.Adopt>(OnAdopt);
        Command<EntryMessage.StartCompression>(OnStartCompression);
        Command<EntryMessage.CompleteCompression>(OnCompleteCompression);
        Command<EntryMessage.FailCompression>(m => OnGrantEnded(new EntryCommand.FailCompression(m.Attempt, m.Reason)));
        Command<EntryMessage.CancelCompression>(m =>
            OnGrantEnded(new EntryCommand.CancelCompression(m.Attempt, m.Reason))
        );
        Command<Recorded>(OnRecorded);
        Command<NotRecorded>(OnNotRecorded);
        Command<Published>(OnPublished);
        Command<NotPublished>(OnNotPublished);
        Command<WavDeleted>(OnWavDeleted);
        Command<FlushUses>(_ => JournalUses(() => { }));
        Command<ReceiveTimeout>(_ => OnIdle());
        Command<EntryRegion.StopEntry>(_ => OnStopEntry());
    }

    public override string PersistenceId { get; }

    public ITimerScheduler Timers { get; set; } = null!; // Set by the actor system before any message.

    public static Props Props(EntryKey key, EntryServices services) =>
        Akka.Actor.Props.Create(() => new CacheEntryActor(key, services));

    protected override void PostStop()
    {
        var closed = new Status.Failure(new CacheException($"Entry {_key} stopped before it could answer. Ask again."));
        foreach (var waiting in _waiting)
        {
            waiting.Tell(closed);
        }

        base.PostStop();
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        FailPersisting(cause);
        base.OnPersistFailure(cause, @event, sequenceNr);
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        FailPersisting(cause);
        base.OnPersistRejected(cause, @event, sequenceNr);
    }

    private void OnRecovered()
    {
        if (_services.Options.PassivateAfter is { } idle)
        {
            Context.SetReceiveTimeout(idle);
        }

        // A crash between the event and the deletion leaves the WAV that the event replaced.
        if (_state is EntryState.M4a)
        {
            DeleteWav(asking: null);
        }
    }

    private void OnGetOrSynthesize(EntryMessage.GetOrSynthesize message)
    {
        if (_state is EntryState.Held held)
        {
            CountUse();
            Sender.Tell(Playable(held, hit: true));
            return;
        }
        _waiting.Add(Sender);
        if (!_recording)
        {
            Record(_services.Recorder.SpeakAsync(_key, message.Request, _services.Closing));
        }
    }

    private void OnAdopt(EntryMessage.Adopt message)
    {
        if (_recording)
        {
            Stash.Stash();
        }
        else if (_state is EntryState.Held held)
        {
            DeleteStaged(message.StagingPath);
            Sender.Tell(Playable(held, hit: true));
        }
        else
        {
            _waiting.Add(Sender);
            Record(_services.Recorder.AdoptAsync(_key, message.StagingPath, message.Store, _services.Closing));
        }
    }

    private void OnTryGet()
    {
        if (_state is EntryState.Held held)
        {
            CountUse();
            Sender.Tell(new EntryReply.Found(Playable(held, hit: true)));
        }
        else
        {
            Sender.Tell(EntryReply.Unknown.Instance);
        }
    }

    private void Record(Task<EntryCommand.Store> recording)
    {
        _recording = true;
        recording.PipeTo(Self, success: store => new Recorded(store), failure: failure => new NotRecorded(failure));
    }

    private void OnRecorded(Recorded recorded) =>
        Execute(
            recorded.Store,
            [.. _waiting],
            AnswerWaiting,
            refused => OnNotRecorded(new NotRecorded(new CacheException($"{_key} refused its audio: {refused}.")))
        );

    // The first asker missed; those who joined while it was made were spared a synthesis, which is what a hit means.
    private void AnswerWaiting()
    {
        var held = (EntryState.Held)_state;
        for (var i = 0; i < _waiting.Count; i++)
        {
            if (i > 0)
            {
                CountUse();
            }

            _waiting[i].Tell(Playable(held, hit: i > 0));
        }
        EndRecording();
    }

    private void OnNotRecorded(NotRecorded notRecorded)
    {
        var cause = notRecorded.Cause;
        var failure = new Status.Failure(
            cause is CacheException or OperationCanceledException
                ? cause
                : new SynthesisFailedException($"{_key} could not be made: {cause.Message}", cause)
        );
        foreach (var waiting in _waiting)
        {
            waiting.Tell(failure);
        }

        EndRecording();
    }

    private void EndRecording()
    {
        _waiting.Clear();
        _recording = false;
        Stash.UnstashAll();
        if (_leaving)
        {
            StopWhenDone();
        }
    }

    private void OnStartCompression(EntryMessage.StartCompression message)
    {
        var asking = Sender;
        Execute(
            new EntryCommand.StartCompression(message.RunId),
            [asking],
            () =>
            {
                var held = (EntryState.Held)_state;
                asking.Tell(new EntryReply.Granted(_key, held.Attempts, WavPath, held.Audio.SizeBytes));
            },
            refused => asking.Tell(new EntryReply.Refused(refused))
        );
    }

    // Bytes first: the new file gets its final name, then the event is journaled, then the WAV goes.
    private void OnCompleteCompression(EntryMessage.CompleteCompression message)
    {
        var asking = Sender;
        if (Decide(Completion(message)) is EntryDecision.Rejected rejected)
        {
            DeleteStaged(message.StagingPath);
            asking.Tell(new EntryReply.Refused(rejected.Rejection));
            return;
        }
        _services
            .Files.PublishAsync(message.StagingPath, M4aPath, CancellationToken.None)
            .PipeTo(
                Self,
                success: () => new Published(message, asking),
                failure: failure => new NotPublished(message, asking, failure)
            );
    }

    private void OnPublished(Published published)
    {
        var asking = published.Asking;
        Execute(
            Completion(published.Message),
            [asking],
            () => DeleteWav(asking),
            refused => asking.Tell(new EntryReply.Refused(refused))
        );
    }

    private void OnNotPublished(NotPublished notPublished)
    {
        DeleteStaged(notPublished.Message.StagingPath);
        var asking = notPublished.Asking;
        Execute(
            new EntryCommand.FailCompression(notPublished.Message.Attempt, notPublished.Cause.Message),
            [asking],
            () => asking.Tell(new EntryReply.Done(_state)),
            refused => asking.Tell(new EntryReply.Refused(refused))
        );
    }

    private void OnGrantEnded(EntryCommand command)
    {
        var asking = Sender;
        Execute(
            command,
            [asking],
            () => asking.Tell(new EntryReply.Done(_state)),
            refused => asking.Tell(new EntryReply.Refused(refused))
        );
    }

    private void DeleteWav(IActorRef? asking)
    {
        _deletingWav = true;
        _services
            .Files.DeleteAsync(WavPath)
            .PipeTo(
                Self,
                success: () => new WavDeleted(asking, null),
                failure: failure => new WavDeleted(asking, failure)
            );
    }

    private void OnWavDeleted(WavDeleted deleted)
    {
        if (deleted.Failure is { } failure)
        {
            _log.Warning(failure, "The WAV of {0} stays although it was replaced; reconciliation will take it", _key);
        }

        deleted.Asking?.Tell(new EntryReply.Done(_state));
        _deletingWav = false;
        if (_leaving)
        {
            StopWhenDone();
        }
    }

    private void DeleteStaged(string stagingPath) =>
        _ = _services
            .Files.DeleteAsync(stagingPath)
            .ContinueWith(
                deletion => _log.Warning(deletion.Exception, "{0} stays until the next start", stagingPath),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted,
                TaskScheduler.Default
            );

    private void CountUse()
    {
        _uses++;
        _lastUse = _services.Time.GetUtcNow();
        if (!Timers.IsTimerActive(FlushUses.Instance))
        {
            Timers.StartSingleTimer(FlushUses.Instance, FlushUses.Instance, _services.Options.CoalesceAccess);
        }
    }

    private void JournalUses(Action then)
    {
        if (_uses == 0)
        {
            then();
            return;
        }
        var command = new EntryCommand.RecordAccess(_uses, _lastUse);
        _uses = 0;
        Execute(command, [], then, _ => then());
    }

    private void OnIdle()
    {
        if (!_recording && !_deletingWav)
        {
            Context.Parent.Tell(EntryRegion.Passivate.Instance);
        }
    }

    private void OnStopEntry()
    {
        _leaving = true;
        StopWhenDone();
    }

    private void StopWhenDone()
    {
        if (!_recording && !_deletingWav)
        {
            JournalUses(() => Context.Stop(Self));
        }
    }

    /// <summary>Decides, journals, folds, and then, once, goes on. Nothing to journal: it goes on at once.</summary>
    private void Execute(EntryCommand command, IActorRef[] asking, Action then, Action<EntryRejection> refused)
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
                PersistAll(
                    accepted.Events,
                    entryEvent =>
                    {
                        _state = EntryFold.Apply(_state, entryEvent);
                        if (--left > 0)
                        {
                            return;
                        }

                        _persistingFor = [];
                        _services.Projections.Tell(ProjectionActor.JournalGrew.Instance);
                        then();
                    }
                );
                break;
        }
    }

    private EntryDecision Decide(EntryCommand command) =>
        EntryDecider.Decide(_state, command, _services.Time.GetUtcNow());

    private void FailPersisting(Exception cause)
    {
        var failure = new Status.Failure(
            new CacheException($"The journal refused an event of {_key}: {cause.Message}", cause)
        );
        foreach (var asking in _persistingFor)
        {
            asking.Tell(failure);
        }

        _persistingFor = [];
        _waiting.Clear();
        _recording = false;
    }

    private static EntryCommand.CompleteCompression Completion(EntryMessage.CompleteCompression message) =>
        new(message.Attempt, message.File.SizeBytes, message.File.Sha256, message.Codec, message.BitRate);

    private CachedAudio Playable(EntryState.Held held, bool hit) =>
        new(_key, held is EntryState.M4a ? M4aPath : WavPath, TimeSpan.FromMilliseconds(held.Audio.DurationMs), hit);

    private string WavPath => _services.Folder.AudioPath(_key, AudioFormat.Wav);

    private string M4aPath => _services.Folder.AudioPath(_key, AudioFormat.M4a);

    private sealed record Recorded(EntryCommand.Store Store);

    private sealed record NotRecorded(Exception Cause);

    private sealed record Published(EntryMessage.CompleteCompression Message, IActorRef Asking);

    private sealed record NotPublished(EntryMessage.CompleteCompression Message, IActorRef Asking, Exception Cause);

    private sealed record WavDeleted(IActorRef? Asking, Exception? Failure);

    private sealed record FlushUses
    {
        public static FlushUses Instance { get; } = new();
    }
}
