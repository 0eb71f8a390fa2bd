using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Akka.Event;

/// <summary>
/// The event stream of a system: whoever subscribes to a type gets everything published that is of it or derives from it. An
/// actor that stops is unsubscribed.
/// </summary>
public class EventStream : LoggingBus
{
    private readonly bool _debug;
    private Unsubscriber? _unsubscriber;

    /// <summary>Creates an event stream.</summary>
    /// <param name="debug">True to log subscriptions.</param>
    public EventStream(bool debug)
    {
        _debug = debug;
    }

    /// <inheritdoc/>
    public override bool Subscribe(IActorRef subscriber, Type classifier)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        ArgumentNullException.ThrowIfNull(classifier);
        var added = base.Subscribe(subscriber, classifier);
        if (added)
        {
            // Watching is idempotent; a subscriber that has stopped already is unsubscribed at once.
            if (_unsubscriber is { } unsubscriber && subscriber is IInternalActorRef actor and not MinimalActorRef)
            {
                actor.SendSystemMessage(new Watch(actor, unsubscriber));
            }
            LogChange($"subscribing {subscriber} to channel {classifier}");
        }
        return added;
    }

    /// <inheritdoc/>
    public override bool Unsubscribe(IActorRef subscriber, Type classifier)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        ArgumentNullException.ThrowIfNull(classifier);
        var removed = base.Unsubscribe(subscriber, classifier);
        if (removed)
        {
            LogChange($"unsubscribing {subscriber} from channel {classifier}");
        }
        return removed;
    }

    /// <inheritdoc/>
    public override bool Unsubscribe(IActorRef subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        var removed = base.Unsubscribe(subscriber);
        if (removed)
        {
            LogChange($"unsubscribing {subscriber} from all channels");
        }
        return removed;
    }

    /// <summary>From now on actors that stop are unsubscribed.</summary>
    internal void StartUnsubscriber(IActorRefProvider provider) => _unsubscriber = new Unsubscriber(this, provider);

    private void LogChange(string message)
    {
        if (_debug)
        {
            Publish(new Debug(nameof(EventStream), GetType(), message));
        }
    }

    /// <summary>Watches subscribers, without being an actor.</summary>
    private sealed class Unsubscriber(EventStream stream, IActorRefProvider provider) : MinimalActorRef
    {
        public override ActorPath Path { get; } = provider.RootPath / "system" / "eventStreamUnsubscriber";

        public override IActorRefProvider Provider => provider;

        public override void SendSystemMessage(ISystemMessage message)
        {
            if (message is DeathWatchNotification death)
            {
                stream.Unsubscribe(death.Actor);
            }
        }
    }
}
