using Akka.Actor;
using Akka.Event;
using CacheActors.Domain.Entries;

namespace CacheActors.Entries;

// What keeps the entry, letting it go, and the deletion of files that no event names any more.
internal sealed partial class CacheEntryActor
{
    private void OnHold(EntryMessage.Hold message)
    {
        var asking = Sender;
        Execute(
            message.Command,
            [asking],
            () => asking.Tell(new EntryReply.Done(_state)),
            refused => asking.Tell(new EntryReply.Refused(refused))
        );
    }

    private void OnEvict(EntryMessage.Evict message)
    {
        var asking = Sender;
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
            new EntryCommand.Evict(message.Reason),
            [asking],
            () =>
            {
                // Uses that were not journaled yet go with it.
                _services.Ready.Uses.Forget(_key);
                if (format is { } file)
                {
                    DeleteFile(file, freed => asking.Tell(new EntryReply.LetGo(freed)));
                }
                else
                {
                    asking.Tell(new EntryReply.LetGo(FreedBytes: 0));
                }
            },
            refused =>
            {
                AnnounceReady();
                asking.Tell(new EntryReply.Refused(refused));
            }
        );
    }

    // The file waits for whoever still reads it, the answer does not. Until it is deleted the entry does not leave memory.
    private void DeleteFile(AudioFormat format, Action<long> then)
    {
        if (_services.Leases.IsLeased(_key))
        {
            then(0);
            then = _ => { };
        }
        _fileWork++;
        DeleteWhenFreeAsync(format)
            .PipeTo(
                Self,
                success: freed => new FileDeleted(format, freed, null, then),
                failure: failure => new FileDeleted(format, 0, failure, then)
            );
    }

    private async Task<long> DeleteWhenFreeAsync(AudioFormat format)
    {
        await _services.Leases.WhenFree(_key, format).WaitAsync(_services.Closing);
        return await _services.Files.DeleteAsync(_services.Folder.AudioPath(_key, format));
    }

    private void OnFileDeleted(FileDeleted deleted)
    {
        if (deleted.Failure is { } failure)
        {
            _log.Warning(failure, "The {0} of {1} stays although no event names it any more", deleted.Format, _key);
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

    private sealed record FileDeleted(AudioFormat Format, long FreedBytes, Exception? Failure, Action<long> Then);
}
