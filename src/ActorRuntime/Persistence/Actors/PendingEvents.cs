using Akka.Actor;

namespace Akka.Persistence;

/// <summary>
/// What a persistent actor wants stored: the events' numbers, what goes to the journal next, and the handlers that run when
/// it answers. Most idle actors never persisted in this incarnation and have none of it.
/// </summary>
/// <param name="lastSequenceNr">Number of the last event that is stored.</param>
internal sealed class PendingEvents(long lastSequenceNr)
{
    private static int instanceCounter;

    private readonly string _writerGuid = Guid.NewGuid().ToString();
    private long _sequenceNr = lastSequenceNr;

    /// <summary>Handlers of events that were handed to the journal or are about to be, in their order.</summary>
    private PendingHandler? _first;
    private PendingHandler? _last;

    /// <summary>How many of them make commands wait.</summary>
    private int _stashing;

    /// <summary>What goes to the journal once its answer to the last request is there.</summary>
    private List<IPersistentEnvelope>? _batch;
    private bool _writing;

    /// <summary>Tells the journal's answers from those to the instance of the actor before a restart.</summary>
    public int InstanceId { get; } = Interlocked.Increment(ref instanceCounter);

    /// <summary>Whether no handler waits.</summary>
    public bool IsEmpty => _first is null;

    /// <summary>Whether commands must wait.</summary>
    public bool Stashes => _stashing > 0;

    /// <summary>The next event of the actor.</summary>
    public Persistent NextEvent(object payload, string persistenceId, IActorRef? sender) =>
        new(payload, ++_sequenceNr, persistenceId, sender: sender, writerGuid: _writerGuid);

    public void Add(PendingHandler handler)
    {
        if (_last is null)
        {
            _first = handler;
        }
        else
        {
            _last.Next = handler;
        }

        _last = handler;
        if (handler.Stashes)
        {
            _stashing++;
        }
    }

    public void Add(IPersistentEnvelope envelope) => (_batch ??= new List<IPersistentEnvelope>(1)).Add(envelope);

    /// <summary>What is to be sent to the journal now; null if nothing is, or it has not answered the last request.</summary>
    public List<IPersistentEnvelope>? TakeBatch()
    {
        if (_writing || _batch is not { } batch)
        {
            return null;
        }

        _batch = null;
        _writing = true;
        return batch;
    }

    /// <summary>The journal answered the last request.</summary>
    public void Answered() => _writing = false;

    /// <summary>Runs the handler whose turn it is.</summary>
    public void RunFirst(object payload) => _first!.Run(payload);

    public void RemoveFirst()
    {
        var done = _first!;
        _first = done.Next;
        if (_first is null)
        {
            _last = null;
        }

        if (done.Stashes)
        {
            _stashing--;
        }
    }
}
