using Akka.Actor;

namespace Akka.Persistence;

/// <summary>
/// Limits how many actors recover at once, first come, first served: 100,000 that start together would otherwise all wait
/// for the same store, and time out.
/// </summary>
internal sealed class RecoveryPermits(int limit)
{
    private readonly Queue<RecoveryPermit> _waiting = new();
    private int _used;

    /// <summary>A permit for an actor, granted at once, or later: then it is sent to the actor.</summary>
    public RecoveryPermit Request(IActorRef actor)
    {
        var permit = new RecoveryPermit(actor);
        lock (_waiting)
        {
            if (_used < limit)
            {
                _used++;
                permit.State = RecoveryPermitState.Granted;
            }
            else
            {
                _waiting.Enqueue(permit);
            }
        }

        return permit;
    }

    /// <summary>Gives a permit back; one that was never granted is no longer wanted. Doing it twice does no harm.</summary>
    public void Return(RecoveryPermit permit)
    {
        RecoveryPermit? next = null;
        lock (_waiting)
        {
            var wasGranted = permit.State == RecoveryPermitState.Granted;
            permit.State = RecoveryPermitState.Returned;
            if (wasGranted)
            {
                while (_waiting.TryDequeue(out next) && next.State == RecoveryPermitState.Returned) { }

                if (next is null)
                {
                    _used--;
                }
                else
                {
                    next.State = RecoveryPermitState.Granted;
                }
            }
        }

        next?.Actor.Tell(next, ActorRefs.NoSender);
    }
}

/// <summary>The right of an actor to recover, and the message that grants it.</summary>
internal sealed class RecoveryPermit(IActorRef actor) : INoSerializationVerificationNeeded
{
    public IActorRef Actor { get; } = actor;

    /// <summary>Written under the lock of the <see cref="RecoveryPermits"/>.</summary>
    public RecoveryPermitState State { get; set; }
}

internal enum RecoveryPermitState
{
    Waiting,
    Granted,
    Returned,
}
