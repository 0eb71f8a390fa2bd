using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Expecting the next message from a certain sender.</summary>
public abstract partial class TestKitBase
{
    /// <summary>Expects that the next message is of a type and comes from an actor.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="sender">The expected sender.</param>
    /// <param name="duration">How long to wait, dilated; null for <see cref="RemainingOrDefault"/>.</param>
    /// <param name="hint">Is added to the message of a failure.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The message.</returns>
    public T ExpectMsgFrom<T>(
        IActorRef sender,
        TimeSpan? duration = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        Ended(
            ExpectAsync<T>(
                block: true,
                Expected.OfType<T>(),
                (_, actualSender) => AssertFrom(sender, actualSender, hint),
                duration,
                hint,
                cancellationToken
            )
        );

    /// <summary>Expects that the next message equals one and comes from an actor.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="sender">The expected sender.</param>
    /// <param name="message">The expected message.</param>
    /// <param name="timeout">How long to wait, dilated; null for <see cref="RemainingOrDefault"/>.</param>
    /// <param name="hint">Is added to the message of a failure.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The message.</returns>
    public T ExpectMsgFrom<T>(
        IActorRef sender,
        T message,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        Ended(
            ExpectAsync<T>(
                block: true,
                Expected.EqualTo(message),
                (actual, actualSender) =>
                {
                    AssertFrom(sender, actualSender, hint);
                    AssertSame(message, actual, comparer: null, hint);
                },
                timeout,
                hint,
                cancellationToken
            )
        );

    /// <summary>Expects that the next message fulfils a predicate and comes from an actor.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="sender">The expected sender.</param>
    /// <param name="isMessage">The predicate.</param>
    /// <param name="timeout">How long to wait, dilated; null for <see cref="RemainingOrDefault"/>.</param>
    /// <param name="hint">Is added to the message of a failure.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The message.</returns>
    public T ExpectMsgFrom<T>(
        IActorRef sender,
        Predicate<T> isMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        Ended(
            ExpectAsync<T>(
                block: true,
                Expected.Fulfilling<T>(),
                (actual, actualSender) =>
                {
                    AssertFrom(sender, actualSender, hint);
                    AssertFulfils(isMessage(actual), actual, actualSender, hint);
                },
                timeout,
                hint,
                cancellationToken
            )
        );

    /// <summary>Expects that the next message and its sender fulfil predicates.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="isSender">The predicate of the sender.</param>
    /// <param name="isMessage">The predicate of the message.</param>
    /// <param name="timeout">How long to wait, dilated; null for <see cref="RemainingOrDefault"/>.</param>
    /// <param name="hint">Is added to the message of a failure.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The message.</returns>
    public T ExpectMsgFrom<T>(
        Predicate<IActorRef> isSender,
        Predicate<T> isMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        Ended(
            ExpectAsync<T>(
                block: true,
                Expected.Fulfilling<T>(),
                (actual, actualSender) =>
                    AssertFulfils(isSender(actualSender) && isMessage(actual), actual, actualSender, hint),
                timeout,
                hint,
                cancellationToken
            )
        );

    /// <summary>Expects that the next message passes assertions and comes from an actor.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="sender">The expected sender.</param>
    /// <param name="assertMessage">The assertions; throws if the message is wrong.</param>
    /// <param name="timeout">How long to wait, dilated; null for <see cref="RemainingOrDefault"/>.</param>
    /// <param name="hint">Is added to the message of a failure.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The message.</returns>
    public T ExpectMsgFrom<T>(
        IActorRef sender,
        Action<T> assertMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        Ended(
            ExpectAsync<T>(
                block: true,
                Expected.OfType<T>(),
                (actual, actualSender) =>
                {
                    AssertFrom(sender, actualSender, hint);
                    assertMessage(actual);
                },
                timeout,
                hint,
                cancellationToken
            )
        );

    /// <summary>Expects that the next message and its sender pass assertions.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="assertSender">The assertions on the sender.</param>
    /// <param name="assertMessage">The assertions on the message.</param>
    /// <param name="timeout">How long to wait, dilated; null for <see cref="RemainingOrDefault"/>.</param>
    /// <param name="hint">Is added to the message of a failure.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The message.</returns>
    public T ExpectMsgFrom<T>(
        Action<IActorRef> assertSender,
        Action<T> assertMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        Ended(
            ExpectAsync<T>(
                block: true,
                Expected.OfType<T>(),
                (actual, actualSender) =>
                {
                    assertSender(actualSender);
                    assertMessage(actual);
                },
                timeout,
                hint,
                cancellationToken
            )
        );

    private void AssertFrom(IActorRef expected, IActorRef actual, string? hint) =>
        _assertions.AssertEqual(
            expected,
            actual,
            Equals,
            "{0}",
            $"Sender does not match: expected {expected}, but {{{LastMessage}}} came from {actual}. {hint}"
        );
}
