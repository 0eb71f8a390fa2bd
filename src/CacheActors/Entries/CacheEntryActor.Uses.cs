using Akka.Actor;
using CacheActors.Domain.Entries;

namespace CacheActors.Entries;

// Uses, which are counted in memory and journaled together, and leaving memory.
internal sealed partial class CacheEntryActor
{
    private void CountUse() => _services.Ready.MarkUsed(_key);

    // Who is used needs no actor: with nothing else to do this one was started for the journal only, and goes.
    private void OnRecordUses(EntryMessage.RecordUses message)
    {
        var asking = Sender;
        Execute(
            message,
            new EntryCommand.RecordAccess(message.Count, message.Last),
            [asking],
            () => Answer(new EntryReply.Done(_state)),
            refused => Answer(new EntryReply.Refused(refused))
        );

        void Answer(EntryReply reply)
        {
            asking.Tell(reply);
            OnIdle();
        }
    }

    private void OnIdle()
    {
        if (_fileWork == 0)
        {
            Context.Parent.Tell(EntryRegion.Passivate.Instance);
        }
    }

    private void OnStopEntry()
    {
        _leaving = true;
        StopWhenDone();
    }

    private void EndFileWork()
    {
        _fileWork--;
        if (_leaving)
        {
            StopWhenDone();
        }
        else if (_state is EntryState.Evicted)
        {
            // What was let go is not asked for soon, and many may be let go at once.
            OnIdle();
        }
    }

    private void StopWhenDone()
    {
        if (_fileWork == 0)
        {
            Context.Stop(Self);
        }
    }
}
