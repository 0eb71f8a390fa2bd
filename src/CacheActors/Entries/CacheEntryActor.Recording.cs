using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using CacheActors.Diagnostics;
using CacheActors.Domain.Entries;

namespace CacheActors.Entries;

// How a missing entry comes to be: one recording at a time, and everybody who asks meanwhile waits for it.
internal sealed partial class CacheEntryActor
{
    private void OnGetOrSynthesize(EntryMessage.GetOrSynthesize message)
    {
        if (_state is EntryState.Held held)
        {
            CountUse();
            AnnounceReady();
            Sender.Tell(Playable(held, hit: true));
            return;
        }
        _waiting.Add(Sender);
        if (!_recording)
        {
            Record(message, () => _services.Recorder.SpeakAsync(_key, message.Request, _services.Closing));
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
            Record(
                message,
                () => _services.Recorder.AdoptAsync(_key, message.StagingPath, message.Store, _services.Closing)
            );
        }
    }

    private void Record(EntryMessage message, Func<Task<EntryCommand.Store>> record)
    {
        _recording = true;
        _recordingFor = message;
        _fileWork++;
        // Until the entry is made; what is made of it later, a compression, is linked to it.
        _making = CacheTrace.Step("entry.make", message.Trace, _key);
        _madeIn = message.Trace;
        RecordAfterDeletionAsync(_deletion, record)
            .PipeTo(Self, success: store => new Recorded(store), failure: failure => new NotRecorded(failure));
        Activity.Current = null;
    }

    // A deletion that has begun must not meet the new file, which gets the same name. That it failed is told elsewhere.
    private static async Task<EntryCommand.Store> RecordAfterDeletionAsync(
        Task deletion,
        Func<Task<EntryCommand.Store>> record
    )
    {
        await deletion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await record();
    }

    private void OnRecorded(Recorded recorded)
    {
        Activity.Current = _making;
        Execute(
            _recordingFor,
            recorded.Store,
            [.. _waiting],
            AnswerWaiting,
            refused => OnNotRecorded(new NotRecorded(new CacheException($"{_key} refused its audio: {refused}.")))
        );
        Activity.Current = null;
    }

    // The first asker missed; those who joined while it was made were spared a synthesis, which is what a hit means.
    private void AnswerWaiting()
    {
        var held = (EntryState.Held)_state;
        AnnounceReady();
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
        _making.Fail(cause);
        var failure = new Status.Failure(
            cause is CacheException or OperationCanceledException
                ? cause
                : new CacheException($"{_key} could not be stored: {cause.Message}", cause)
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
        _download?.Dispose();
        _download = null;
        _making?.Dispose();
        _making = null;
        Stash.UnstashAll();
        EndFileWork();
    }

    private void DeleteStaged(string stagingPath) =>
        _ = _services
            .Files.DeleteAsync(stagingPath)
            .ContinueWith(
                deletion => _log.Warning(deletion.Exception, "{File} stays until the next start", stagingPath),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted,
                TaskScheduler.Default
            );

    private sealed record Recorded(EntryCommand.Store Store);

    private sealed record NotRecorded(Exception Cause);
}
