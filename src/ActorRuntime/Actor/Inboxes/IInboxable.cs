namespace Akka.Actor;

/// <summary>Sends to actors and receives their answers from code that is no actor.</summary>
public interface IInboxable : ICanWatch
{
    /// <summary>Whom actors answer to.</summary>
    IActorRef Receiver { get; }

    /// <summary>The next message; waits for it as long as <c>akka.actor.inbox.default-timeout</c> says.</summary>
    /// <exception cref="TimeoutException">None came in time.</exception>
    object Receive();

    /// <summary>The next message.</summary>
    /// <param name="timeout">How long to wait for it.</param>
    /// <exception cref="TimeoutException">None came in time.</exception>
    object Receive(TimeSpan timeout);

    /// <summary>The next message; a <see cref="Status.Failure"/> with a <see cref="TimeoutException"/> if none comes in time.</summary>
    Task<object> ReceiveAsync();

    /// <summary>The next message; a <see cref="Status.Failure"/> with a <see cref="TimeoutException"/> if none comes in time.</summary>
    /// <param name="timeout">How long to wait for it.</param>
    Task<object> ReceiveAsync(TimeSpan timeout);

    /// <summary>The first message that is wanted; the others stay.</summary>
    /// <param name="predicate">What is wanted.</param>
    /// <exception cref="TimeoutException">None came in time.</exception>
    object ReceiveWhere(Predicate<object> predicate);

    /// <summary>The first message that is wanted; the others stay.</summary>
    /// <param name="predicate">What is wanted.</param>
    /// <param name="timeout">How long to wait for it.</param>
    /// <exception cref="TimeoutException">None came in time.</exception>
    object ReceiveWhere(Predicate<object> predicate, TimeSpan timeout);

    /// <summary>Sends a message that is answered to this inbox.</summary>
    /// <param name="target">Who gets it.</param>
    /// <param name="message">The message.</param>
    void Send(IActorRef target, object message);
}
