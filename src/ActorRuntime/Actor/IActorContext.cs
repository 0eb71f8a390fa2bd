using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>What watches actors.</summary>
public interface ICanWatch
{
    /// <summary>Asks for a <see cref="Terminated"/> when an actor stops, also if it has already.</summary>
    /// <param name="subject">The actor.</param>
    /// <returns>The actor.</returns>
    /// <exception cref="InvalidOperationException">It is watched already with another message.</exception>
    IActorRef Watch(IActorRef subject);

    /// <summary>Asks for a message of one's own when an actor stops, also if it has already.</summary>
    /// <param name="subject">The actor.</param>
    /// <param name="message">The message.</param>
    /// <returns>The actor.</returns>
    /// <exception cref="InvalidOperationException">It is watched already with another message.</exception>
    IActorRef WatchWith(IActorRef subject, object message);

    /// <summary>Ends the watching. A <see cref="Terminated"/> that waits in the mailbox is not delivered.</summary>
    /// <param name="subject">The actor.</param>
    /// <returns>The actor.</returns>
    IActorRef Unwatch(IActorRef subject);
}

/// <summary>What an actor knows of itself and its surroundings. Only for use by the actor itself.</summary>
public interface IActorContext : IActorRefFactory, ICanWatch
{
    /// <summary>The actor's own reference.</summary>
    IActorRef Self { get; }

    /// <summary>How the actor was created.</summary>
    Props Props { get; }

    /// <summary>Who sent the message being handled; the dead letters if nobody can be answered.</summary>
    IActorRef Sender { get; }

    /// <summary>The system.</summary>
    ActorSystem System { get; }

    /// <summary>The supervisor.</summary>
    IActorRef Parent { get; }

    /// <summary>The actor's dispatcher.</summary>
    MessageDispatcher Dispatcher { get; }

    /// <summary>The time without messages after which the actor receives <see cref="Actor.ReceiveTimeout"/>; null for never.</summary>
    TimeSpan? ReceiveTimeout { get; }

    /// <summary>Handles messages in another way from the next one on.</summary>
    /// <param name="receive">The new behaviour; takes the place of the current one.</param>
    void Become(Receive receive);

    /// <summary>Handles messages in another way from the next one on, until <see cref="UnbecomeStacked"/>.</summary>
    /// <param name="receive">The new behaviour.</param>
    void BecomeStacked(Receive receive);

    /// <summary>Goes back to the behaviour before the last <see cref="BecomeStacked"/>, at last to the actor's own.</summary>
    void UnbecomeStacked();

    /// <summary>The child of this name; <see cref="ActorRefs.Nobody"/> if there is none.</summary>
    /// <param name="name">The name.</param>
    IActorRef Child(string name);

    /// <summary>The children.</summary>
    IEnumerable<IActorRef> GetChildren();

    /// <summary>
    /// Sets the time without messages after which the actor receives <see cref="Actor.ReceiveTimeout"/>, again and again.
    /// </summary>
    /// <param name="timeout">The time; null for never.</param>
    void SetReceiveTimeout(TimeSpan? timeout);

    /// <summary>Stops a child, or the actor itself, after the message it is handling.</summary>
    /// <param name="child">The actor.</param>
    void Stop(IActorRef child);
}

/// <summary>The context of an <see cref="UntypedActor"/>.</summary>
public interface IUntypedActorContext : IActorContext
{
    /// <summary>Handles messages in another way from the next one on.</summary>
    /// <param name="receive">The new behaviour; takes the place of the current one.</param>
    void Become(UntypedReceive receive);

    /// <summary>Handles messages in another way from the next one on, until <see cref="IActorContext.UnbecomeStacked"/>.</summary>
    /// <param name="receive">The new behaviour.</param>
    void BecomeStacked(UntypedReceive receive);
}
