using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Expecting the next message, without blocking a thread.</summary>
public abstract partial class TestKitBase
{
    /// <inheritdoc cref="ExpectMsg{T}(TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> ExpectMsgAsync<T>(
        TimeSpan? duration = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) => ExpectAsync<T>(block: false, Expected.OfType<T>(), check: null, duration, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(T, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> ExpectMsgAsync<T>(
        T message,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        ExpectAsync<T>(
            block: false,
            Expected.EqualTo(message),
            (actual, _) => AssertSame(message, actual, comparer: null, hint),
            timeout,
            hint,
            cancellationToken
        );

    /// <inheritdoc cref="ExpectMsg{T}(T, Func{T, T, bool}, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> ExpectMsgAsync<T>(
        T expected,
        Func<T, T, bool> comparer,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        ExpectAsync<T>(
            block: false,
            Expected.EqualTo(expected),
            (actual, _) => AssertSame(expected, actual, comparer, hint),
            timeout,
            hint,
            cancellationToken
        );

    /// <inheritdoc cref="ExpectMsg{T}(Predicate{T}, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> ExpectMsgAsync<T>(
        Predicate<T> isMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        ExpectAsync<T>(
            block: false,
            Expected.Fulfilling<T>(),
            (actual, sender) => AssertFulfils(isMessage(actual), actual, sender, hint),
            timeout,
            hint,
            cancellationToken
        );

    /// <inheritdoc cref="ExpectMsg{T}(Action{T}, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> ExpectMsgAsync<T>(
        Action<T> assert,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        ExpectAsync<T>(
            block: false,
            Expected.OfType<T>(),
            (actual, _) => assert(actual),
            timeout,
            hint,
            cancellationToken
        );

    /// <inheritdoc cref="ExpectMsg{T}(Func{T, IActorRef, bool}, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> ExpectMsgAsync<T>(
        Func<T, IActorRef, bool> isMessageAndSender,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) =>
        ExpectAsync<T>(
            block: false,
            Expected.Fulfilling<T>(),
            (actual, sender) => AssertFulfils(isMessageAndSender(actual, sender), actual, sender, hint),
            timeout,
            hint,
            cancellationToken
        );

    /// <inheritdoc cref="ExpectMsg{T}(Action{T, IActorRef}, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> ExpectMsgAsync<T>(
        Action<T, IActorRef> assertMessageAndSender,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) => ExpectAsync<T>(block: false, Expected.OfType<T>(), assertMessageAndSender, timeout, hint, cancellationToken);
}
