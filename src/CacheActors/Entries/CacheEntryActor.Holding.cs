using Akka.Actor;
using Akka.Event;
using CacheActors.Diagnostics;
using CacheActors.Domain.Entries;

namespace CacheActors.Entries;

// What keeps the entry, letting it go, and the deletion of files that no event names any more.
internal sealed partial class CacheEntryActor
{
    private void OnHold(EntryMessage.Hold message)
    {
        var asking = Sender;
        using var step = CacheTrace.Step("entry.hold", message.Trace, _key);
        Execute(
            message,
            message.Command,
            [asking],
            () => asking.Tell(new EntryReply.Done(_state)),
            refused => asking.Tell(new EntryReply.Refused(refused))
        );
    }

    private void OnEvict(EntryMessage.Evict message)
    {
        var asking = Sender;
        if (message.LastUse is { } known && LastUse() is { } lastUse && lastUse > known)
        {
            asking.Tell(new EntryReply.UsedSince(lastUse));
            return;
        }
        using var step = CacheTrace.Step("entry.evict", message.Trace, _key);
        // First nobody new gets the file without asking here, then it is seen who has it: in between no lease is missed.
        _services.Ready.Trust.Hold(_key);
        _services.Ready.Remove(_key);
        Evict(message, asking);
        _services.Ready.Trust.Release(_key);
    }

    private void Evict(EntryMessage.Evict message, IActorRef asking)
    {
        if (message.Reason != EvictionReason.Cleared && _services.Leases.IsLeased(_key))
        {
            AnnounceReady();
            asking.Tell(EntryReply.InUse.Instance);
            return;
        }
        var format = (_state as EntryState.Held)?.Format();
        Execute(
            message,
            new EntryCommand.Evict(message.Reason),
            [asking],
            () =>
            {
                // Uses that were not journaled yet go with it.
                _services.Ready.Uses.Forget(_key);
                if (format is { } file)
                {
                    DeleteFile(file, freed => AnswerLetGo(message, asking, freed));
                }
                else
                {
                    AnswerLetGo(message, asking, freedBytes: 0);
                    OnIdle();
                }
            },
            refused =>
            {
                AnnounceReady();
                asking.Tell(new EntryReply.Refused(refused));
            }
        );
    }

    private void AnswerLetGo(EntryMessage.Evict message, IActorRef asking, long freedBytes)
    {
        _services.Meter.Evicted(message.Reason, freedBytes);
        asking.Tell(new EntryReply.LetGo(freedBytes));
    }

    // What was used and is not journaled yet counts.
    private DateTimeOffset? LastUse() =>
        _state is not EntryState.Held held ? null
        : _services.Ready.LastUse(_key) is { } used && used > held.Access.Last ? used
        : held.Access.Last;

    private void OnTidy()
    {
        if (_fileWork == 0 && _state is not EntryState.Compressing)
        {
            DeleteUnnamed();
        }
    }

    private void DeleteUnnamed()
    {
        var named = (_state as EntryState.Held)?.Format();
        foreach (var format in Enum.GetValues<AudioFormat>())
        {
            if (format != named)
            {
                DeleteFile(format, _ => { });
            }
        }
    }

    // The file waits for whoever still reads it, the answer does not. Until it is deleted the entry does not leave memory.
    private void DeleteFile(AudioFormat format, Action<long> then)
    {
        var free = _services.Leases.WhenFree(_key, format);
        if (!free.IsCompleted)
        {
            then(0);
            then = _ => { };
        }
        _fileWork++;
        if (free.IsCompleted)
        {
            OnFileFree(new FileFree(format, then));
            return;
        }
        // Leases end with the cache at the latest: who has the file open goes on reading, and nothing is left behind.
        free.WaitAsync(_services.Closing)
            .PipeTo(Self, success: () => new FileFree(format, then), failure: _ => new FileFree(format, then));
    }

    // Meanwhile the entry may have been stored again: then the file of that name is the new one.
    private void OnFileFree(FileFree free)
    {
        if (_recording)
        {
            Stash.Stash();
            return;
        }
        if (_state is EntryState.Held held && held.Format() == free.Format)
        {
            free.Then(0);
            EndFileWork();
            return;
        }
        var deletion = _services.Files.DeleteAsync(_services.Folder.AudioPath(_key, free.Format));
        _deletion = _deletion.IsCompleted ? deletion : Task.WhenAll(_deletion, deletion);
        deletion.PipeTo(
            Self,
            success: freed => new FileDeleted(free.Format, freed, null, free.Then),
            failure: failure => new FileDeleted(free.Format, 0, failure, free.Then)
        );
    }

    private void OnFileDeleted(FileDeleted deleted)
    {
        if (deleted.Failure is { } failure)
        {
            _log.Warning(
                failure,
                "The {Format} of {EntryKey}, book {BookId}, stays although no event names it any more",
                deleted.Format,
                _key,
                BookId
            );
        }
        deleted.Then(deleted.FreedBytes);
        EndFileWork();
    }

    private void AnnounceReady()
    {
        if (_state is EntryState.Held held)
        {
            _services.Ready.Put(Playable(held, hit: true));
        }
    }

    private sealed record FileFree(AudioFormat Format, Action<long> Then);

    private sealed record FileDeleted(AudioFormat Format, long FreedBytes, Exception? Failure, Action<long> Then);
}
