using Akka.Actor;
using CacheActors.Domain.Entries;

namespace CacheActors.Entries;

// Counting uses, which are journaled together, and leaving memory, which must lose none.
internal sealed partial class CacheEntryActor
{
    private void CountUse()
    {
        _uses++;
        _lastUse = _services.Time.GetUtcNow();
        _services.Ready.Use(_key, _lastUse);
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
        Execute(
            command,
            [],
            () =>
            {
                _services.Ready.ForgetUses(_key);
                then();
            },
            _ => then()
        );
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
            JournalUses(() => Context.Stop(Self));
        }
    }

    private sealed record FlushUses
    {
        public static FlushUses Instance { get; } = new();
    }
}
