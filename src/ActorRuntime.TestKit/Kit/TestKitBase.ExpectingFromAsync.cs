using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Expecting the next message from a certain sender, without blocking a thread.</summary>
public abstract partial class TestKitBase
{
    /// <inheritdoc cref="ExpectMsgFrom{T}(IActorRef, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender,
        TimeSpan? duration = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        ExpectAsync<T>(
            block: false,
            Expected.OfType<T>(),
            (_, actualSender) => AssertFrom(sender, actualSender, hint),
            duration,
            hint,
            cancellationToken
        );

    /// <inheritdoc cref="ExpectMsgFrom{T}(IActorRef, T, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender,
        T message,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        ExpectAsync<T>(
            block: false,
            Expected.EqualTo(message),
            (actual, actualSender) =>
            {
                AssertFrom(sender, actualSender, hint);
                AssertSame(message, actual, comparer: null, hint);
            },
            timeout,
            hint,
            cancellationToken
        );

    /// <inheritdoc cref="ExpectMsgFrom{T}(IActorRef, Predicate{T}, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender,
        Predicate<T> isMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        ExpectAsync<T>(
            block: false,
            Expected.Fulfilling<T>(),
            (actual, actualSender) =>
            {
                AssertFrom(sender, actualSender, hint);
                AssertFulfils(isMessage(actual), actual, actualSender, hint);
            },
            timeout,
            hint,
            cancellationToken
        );

    /// <inheritdoc cref="ExpectMsgFrom{T}(Predicate{IActorRef}, Predicate{T}, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> ExpectMsgFromAsync<T>(
        Predicate<IActorRef> isSender,
        Predicate<T> isMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        ExpectAsync<T>(
            block: false,
            Expected.Fulfilling<T>(),
            (actual, actualSender) =>
                AssertFulfils(isSender(actualSender) && isMessage(actual), actual, actualSender, hint),
            timeout,
            hint,
            cancellationToken
        );

    /// <inheritdoc cref="ExpectMsgFrom{T}(IActorRef, Action{T}, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender,
        Action<T> assertMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        ExpectAsync<T>(
            block: false,
            Expected.OfType<T>(),
            (actual, actualSender) =>
            {
                AssertFrom(sender, actualSender, hint);
                assertMessage(actual);
            },
            timeout,
            hint,
            cancellationToken
        );

    /// <inheritdoc cref="ExpectMsgFrom{T}(Action{IActorRef}, Action{T}, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> ExpectMsgFromAsync<T>(
        Action<IActorRef> assertSender,
        Action<T> assertMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        ExpectAsync<T>(
            block: false,
            Expected.OfType<T>(),
            (actual, actualSender) =>
            {
                assertSender(actualSender);
                assertMessage(actual);
            },
            timeout,
            hint,
            cancellationToken
        );
}
