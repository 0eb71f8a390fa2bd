namespace Akka.Actor;

/// <summary>Asking: sending a message and waiting for one answer.</summary>
public static class Futures
{
    /// <summary>Asks.</summary>
    /// <param name="self">Who is asked.</param>
    /// <param name="message">The question.</param>
    /// <param name="timeout">How long to wait; null for <c>akka.actor.ask-timeout</c>.</param>
    /// <returns>The answer.</returns>
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<object>(message, timeout, CancellationToken.None);

    /// <summary>Asks.</summary>
    /// <param name="self">Who is asked.</param>
    /// <param name="message">The question.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The answer.</returns>
    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<object>(message, timeout: null, cancellationToken);

    /// <summary>Asks.</summary>
    /// <param name="self">Who is asked.</param>
    /// <param name="message">The question.</param>
    /// <param name="timeout">How long to wait; null for <c>akka.actor.ask-timeout</c>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The answer.</returns>
    public static Task<object> Ask(
        this ICanTell self,
        object message,
        TimeSpan? timeout,
        CancellationToken cancellationToken
    ) => self.Ask<object>(message, timeout, cancellationToken);

    /// <summary>Asks.</summary>
    /// <typeparam name="T">The type of the answer.</typeparam>
    /// <param name="self">Who is asked.</param>
    /// <param name="message">The question.</param>
    /// <param name="timeout">How long to wait; null for <c>akka.actor.ask-timeout</c>.</param>
    /// <returns>
    /// The answer. Fails with an <see cref="AskTimeoutException"/> if none comes in time, with the cause of a
    /// <see cref="Status.Failure"/>, and with an <see cref="ArgumentException"/> if the answer is of another type.
    /// </returns>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<T>(message, timeout, CancellationToken.None);

    /// <summary>Asks.</summary>
    /// <typeparam name="T">The type of the answer.</typeparam>
    /// <param name="self">Who is asked.</param>
    /// <param name="message">The question.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The answer; see <see cref="Ask{T}(ICanTell, object, TimeSpan?)"/>.</returns>
    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<T>(message, timeout: null, cancellationToken);

    /// <summary>Asks.</summary>
    /// <typeparam name="T">The type of the answer.</typeparam>
    /// <param name="self">Who is asked.</param>
    /// <param name="message">The question.</param>
    /// <param name="timeout">How long to wait; null for <c>akka.actor.ask-timeout</c>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The answer; see <see cref="Ask{T}(ICanTell, object, TimeSpan?)"/>.</returns>
    public static Task<T> Ask<T>(
        this ICanTell self,
        object message,
        TimeSpan? timeout,
        CancellationToken cancellationToken
    )
    {
        var asking = Start<T>(self, timeout, cancellationToken);
        self.Tell(message, asking);
        return asking.Task;
    }

    /// <summary>Asks with a question that holds the reference to answer to.</summary>
    /// <typeparam name="T">The type of the answer.</typeparam>
    /// <param name="self">Who is asked.</param>
    /// <param name="messageFactory">Makes the question from the reference to answer to.</param>
    /// <param name="timeout">How long to wait; null for <c>akka.actor.ask-timeout</c>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The answer; see <see cref="Ask{T}(ICanTell, object, TimeSpan?)"/>.</returns>
    public static Task<T> Ask<T>(
        this ICanTell self,
        Func<IActorRef, object> messageFactory,
        TimeSpan? timeout,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(messageFactory);
        var asking = Start<T>(self, timeout, cancellationToken);
        self.Tell(messageFactory(asking), asking);
        return asking.Task;
    }

    private static PromiseRef<T> Start<T>(ICanTell self, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var provider =
            ProviderOf(self)
            ?? throw new ArgumentException(
                "Unable to resolve the actor system of the target: it is neither an actor nor a selection.",
                nameof(self)
            );
        var asking = new PromiseRef<T>(provider);
        asking.Limit(timeout ?? provider.Settings.AskTimeout, cancellationToken);
        return asking;
    }

    private static IActorRefProvider? ProviderOf(ICanTell target) =>
        target switch
        {
            IInternalActorRef actor => actor.Provider,
            ActorSelection selection => ProviderOf(selection.Anchor),
            _ => ActorCell.Current?.SystemImpl.Provider,
        };
}
