using Akka.Actor;
using Akka.Event;
using CacheActors.Domain.Entries;

namespace CacheActors.Entries;

/// <summary>
/// Starts entries' actors, passes messages on to them and lets idle ones go. A message for an entry that is just leaving
/// waits for its successor.
/// </summary>
internal sealed class EntryRegion : ReceiveActor
{
    private readonly Func<EntryKey, Props> _entry;
    private readonly Dictionary<EntryKey, IActorRef> _entries = [];
    private readonly Dictionary<IActorRef, EntryKey> _keys = [];
    private readonly Dictionary<EntryKey, Queue<(EntryMessage Message, IActorRef Sender)>> _leaving = [];
    private readonly Dictionary<EntryKey, Exception> _notRecovered = [];
    private readonly Func<Exception, Task<Exception>> _explain;
    private IActorRef? _stopping;

    /// <param name="entry">Makes an entry's actor.</param>
    /// <param name="explain">What an error of the journal means to a caller.</param>
    public EntryRegion(Func<EntryKey, Props> entry, Func<Exception, Task<Exception>> explain)
    {
        _explain = explain;
        _entry = entry;
        Receive<EntryMessage>(message => Route(message, Sender));
        Receive<Passivate>(_ => OnPassivate());
        Receive<Succeed>(succeed => OnSucceed(succeed.First));
        Receive<Terminated>(terminated => OnTerminated(terminated.ActorRef));
        Receive<StopAll>(_ => OnStopAll());
        Receive<NotRecovered>(failed => _notRecovered[failed.Key] = failed.Cause);
        Receive<Gone>(gone => _notRecovered.Remove(gone.Key));
        Receive<DeadLetter>(OnDeadLetter);
    }

    /// <summary>From an entry to its region: it has been idle for long and may go.</summary>
    internal sealed record Passivate
    {
        public static Passivate Instance { get; } = new();
    }

    /// <summary>From an entry to its region: it stops by itself, and this is the first message for its successor.</summary>
    internal sealed record Succeed(EntryMessage First);

    /// <summary>From an entry to its region: its events cannot be read, and it stops.</summary>
    internal sealed record NotRecovered(EntryKey Key, Exception Cause);

    /// <summary>From the region to itself: what was left in this entry's mailbox is answered.</summary>
    private sealed record Gone(EntryKey Key);

    /// <summary>From the region to an entry: finish what is under way, and stop.</summary>
    internal sealed record StopEntry
    {
        public static StopEntry Instance { get; } = new();
    }

    /// <summary>Let every entry finish and stop; answered with <see cref="Stopped"/>. Further messages are refused.</summary>
    internal sealed record StopAll
    {
        public static StopAll Instance { get; } = new();
    }

    /// <summary>The answer to <see cref="StopAll"/>.</summary>
    internal sealed record Stopped
    {
        public static Stopped Instance { get; } = new();
    }

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));

    // An entry that stops (its journal cannot be read, an event could not be written) leaves what waited in its mailbox.
    private void OnDeadLetter(DeadLetter letter)
    {
        if (letter.Message is not EntryMessage message)
        {
            return;
        }
        if (_notRecovered.TryGetValue(message.Key, out var cause))
        {
            AnswerAsync(message.Key, cause).PipeTo(letter.Sender);
            return;
        }
        letter.Sender.Tell(
            new Status.Failure(
                new CacheException($"Entry {message.Key} stopped before it could answer; the log says why.")
            )
        );
    }

    private async Task<Status.Failure> AnswerAsync(EntryKey key, Exception cause) =>
        new(
            await _explain(cause) is CacheException known
                ? known
                : new CacheException($"Entry {key} cannot be recovered from the journal: {cause.Message}", cause)
        );

    private void Route(EntryMessage message, IActorRef sender)
    {
        if (_stopping is not null)
        {
            sender.Tell(new Status.Failure(new ObjectDisposedException(nameof(AudioCache), "The cache is closing.")));
            return;
        }
        if (_leaving.TryGetValue(message.Key, out var waiting))
        {
            waiting.Enqueue((message, sender));
            return;
        }
        if (!_entries.TryGetValue(message.Key, out var entry))
        {
            entry = Context.ActorOf(_entry(message.Key), message.Key.Value);
            Context.Watch(entry);
            _entries[message.Key] = entry;
            _keys[entry] = message.Key;
        }
        entry.Tell(message, sender);
    }

    private void OnPassivate()
    {
        if (_stopping is null && _keys.TryGetValue(Sender, out var key) && _leaving.TryAdd(key, new()))
        {
            Sender.Tell(StopEntry.Instance);
        }
    }

    private void OnSucceed(EntryMessage first)
    {
        if (_stopping is null && _keys.ContainsKey(Sender))
        {
            _leaving.TryAdd(first.Key, new());
            _leaving[first.Key].Enqueue((first, ActorRefs.NoSender));
        }
    }

    private void OnTerminated(IActorRef entry)
    {
        if (!_keys.Remove(entry, out var key))
        {
            return;
        }

        _entries.Remove(key);
        if (_notRecovered.ContainsKey(key))
        {
            // Behind the letters that the entry left.
            Self.Tell(new Gone(key));
        }
        if (_leaving.Remove(key, out var waiting))
        {
            foreach (var (message, sender) in waiting)
            {
                Route(message, sender);
            }
        }
        AnswerWhenEmpty();
    }

    private void OnStopAll()
    {
        _stopping = Sender;
        foreach (var (key, entry) in _entries)
        {
            if (!_leaving.ContainsKey(key))
            {
                entry.Tell(StopEntry.Instance);
            }
        }
        AnswerWhenEmpty();
    }

    private void AnswerWhenEmpty()
    {
        if (_stopping is { } asking && _entries.Count == 0)
        {
            asking.Tell(Stopped.Instance);
        }
    }
}
