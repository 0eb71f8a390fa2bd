using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Expecting the next message.</summary>
public abstract partial class TestKitBase
{
    /// <summary>Expects that the next message is of a type.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="duration">How long to wait, dilated; null for <see cref="RemainingOrDefault"/>.</param>
    /// <param name="hint">Is added to the message of a failure.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The message.</returns>
    public T ExpectMsg<T>(
        TimeSpan? duration = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) => Ended(ExpectAsync<T>(block: true, Expected.OfType<T>(), check: null, duration, hint, cancellationToken));

    /// <summary>Expects that the next message equals one.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="message">The expected message.</param>
    /// <param name="timeout">How long to wait, dilated; null for <see cref="RemainingOrDefault"/>.</param>
    /// <param name="hint">Is added to the message of a failure.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The message.</returns>
    public T ExpectMsg<T>(
        T message,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        Ended(
            ExpectAsync<T>(
                block: true,
                Expected.EqualTo(message),
                (actual, _) => AssertSame(message, actual, comparer: null, hint),
                timeout,
                hint,
                cancellationToken
            )
        );

    /// <summary>Expects that the next message equals one, in the eyes of a comparer.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="expected">The expected message.</param>
    /// <param name="comparer">True for equal ones; it gets the expected one first.</param>
    /// <param name="timeout">How long to wait, dilated; null for <see cref="RemainingOrDefault"/>.</param>
    /// <param name="hint">Is added to the message of a failure.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The message.</returns>
    public T ExpectMsg<T>(
        T expected,
        Func<T, T, bool> comparer,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        Ended(
            ExpectAsync<T>(
                block: true,
                Expected.EqualTo(expected),
                (actual, _) => AssertSame(expected, actual, comparer, hint),
                timeout,
                hint,
                cancellationToken
            )
        );

    /// <summary>Expects that the next message is of a type and fulfils a predicate.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="isMessage">The predicate.</param>
    /// <param name="timeout">How long to wait, dilated; null for <see cref="RemainingOrDefault"/>.</param>
    /// <param name="hint">Is added to the message of a failure.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The message.</returns>
    public T ExpectMsg<T>(
        Predicate<T> isMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        Ended(
            ExpectAsync<T>(
                block: true,
                Expected.Fulfilling<T>(),
                (actual, sender) => AssertFulfils(isMessage(actual), actual, sender, hint),
                timeout,
                hint,
                cancellationToken
            )
        );

    /// <summary>Expects that the next message is of a type and passes assertions.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="assert">The assertions; throws if the message is wrong.</param>
    /// <param name="timeout">How long to wait, dilated; null for <see cref="RemainingOrDefault"/>.</param>
    /// <param name="hint">Is added to the message of a failure.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The message.</returns>
    public T ExpectMsg<T>(
        Action<T> assert,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        Ended(
            ExpectAsync<T>(
                block: true,
                Expected.OfType<T>(),
                (actual, _) => assert(actual),
                timeout,
                hint,
                cancellationToken
            )
        );

    /// <summary>Expects that the next message is of a type and fulfils, with its sender, a predicate.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="isMessageAndSender">The predicate.</param>
    /// <param name="timeout">How long to wait, dilated; null for <see cref="RemainingOrDefault"/>.</param>
    /// <param name="hint">Is added to the message of a failure.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The message.</returns>
    public T ExpectMsg<T>(
        Func<T, IActorRef, bool> isMessageAndSender,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        Ended(
            ExpectAsync<T>(
                block: true,
                Expected.Fulfilling<T>(),
                (actual, sender) => AssertFulfils(isMessageAndSender(actual, sender), actual, sender, hint),
                timeout,
                hint,
                cancellationToken
            )
        );

    /// <summary>Expects that the next message is of a type and passes, with its sender, assertions.</summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="assertMessageAndSender">The assertions; throws if something is wrong.</param>
    /// <param name="timeout">How long to wait, dilated; null for <see cref="RemainingOrDefault"/>.</param>
    /// <param name="hint">Is added to the message of a failure.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The message.</returns>
    public T ExpectMsg<T>(
        Action<T, IActorRef> assertMessageAndSender,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        Ended(
            ExpectAsync<T>(block: true, Expected.OfType<T>(), assertMessageAndSender, timeout, hint, cancellationToken)
        );

    /// <summary>Takes the next message and checks it.</summary>
    private async ValueTask<T> ExpectAsync<T>(
        bool block,
        string expected,
        Action<T, IActorRef>? check,
        TimeSpan? timeout,
        string? hint,
        CancellationToken cancellationToken
    )
    {
        var limit = RemainingOrDilated(timeout);
        var start = Now;
        var envelope = await NextAsync(block, limit, remove: true, cancellationToken);
        if (envelope is null)
        {
            throw Failure(
                $"Failed: Timeout {Durations.Text(limit)} while waiting for {expected}; nothing came in {Durations.Text(Now - start)}. {hint}"
            );
        }
        if (envelope.Message is not T message)
        {
            throw Failure(
                $"Failed: Expected {expected}, but received {{{envelope.Message}}} (type {envelope.Message.GetType()}) from {envelope.Sender} after {Durations.Text(Now - start)}. {hint}"
            );
        }
        check?.Invoke(message, envelope.Sender);
        return message;
    }

    private void AssertSame<T>(T expected, T actual, Func<T, T, bool>? comparer, string? hint)
    {
        var text = $"Expected {{{expected}}}, but received {{{actual}}} from {LastSender}. {hint}";
        if (comparer is null)
        {
            _assertions.AssertEqual(expected, actual, "{0}", text);
        }
        else
        {
            _assertions.AssertEqual(expected, actual, comparer, "{0}", text);
        }
    }

    private void AssertFulfils(bool fulfils, object? message, IActorRef sender, string? hint) =>
        _assertions.AssertTrue(
            fulfils,
            "{0}",
            $"Got a message of the expected type <{message?.GetType()}> from {sender}. The message {{{message}}} did not match the predicate. {hint}"
        );

    /// <summary>What a test expects, in words.</summary>
    private static class Expected
    {
        public static string OfType<T>() => $"a message of type {typeof(T)}";

        public static string Fulfilling<T>() => $"a message of type {typeof(T)} that fulfils a predicate";

        public static string EqualTo<T>(T message) => $"the message {{{message}}} (type {typeof(T)})";
    }
}
