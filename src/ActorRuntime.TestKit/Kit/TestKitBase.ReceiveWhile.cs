using System.Runtime.CompilerServices;

namespace Akka.TestKit;

/// <summary>Taking messages as long as they are the right ones.</summary>
public abstract partial class TestKitBase
{
    /// <summary>
    /// Takes messages as long as a function returns something for them. The first message it returns null for stays where it
    /// is.
    /// </summary>
    /// <typeparam name="T">What the function returns.</typeparam>
    /// <param name="filter">Turns a message into a result; null to end.</param>
    /// <param name="max">How long it may take in all, dilated; null for <see cref="RemainingOrDefault"/>.</param>
    /// <param name="idle">How long to wait for each message; null for no limit of its own.</param>
    /// <param name="msgs">How many messages at most.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The results.</returns>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Func<object, T?> filter,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default
    ) => Collected(ReceiveWhileCore(block: true, Accepting(filter), max, idle, msgs, cancellationToken));

    /// <inheritdoc cref="ReceiveWhile{T}(Func{object, T}, TimeSpan?, TimeSpan?, int, CancellationToken)"/>
    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max,
        Func<object, T?> filter,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default
    ) => Collected(ReceiveWhileCore(block: true, Accepting(filter), max, idle: null, msgs, cancellationToken));

    /// <inheritdoc cref="ReceiveWhile{T}(Func{object, T}, TimeSpan?, TimeSpan?, int, CancellationToken)"/>
    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max,
        TimeSpan? idle,
        Func<object, T?> filter,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default
    ) => Collected(ReceiveWhileCore(block: true, Accepting(filter), max, idle, msgs, cancellationToken));

    /// <summary>
    /// Takes messages of a type as long as a predicate says so. The first message that ends it stays where it is.
    /// </summary>
    /// <typeparam name="T">The type of the messages.</typeparam>
    /// <param name="shouldContinue">True to take the message.</param>
    /// <param name="max">How long it may take in all, dilated; null for <see cref="RemainingOrDefault"/>.</param>
    /// <param name="idle">How long to wait for each message; null for no limit of its own.</param>
    /// <param name="msgs">How many messages at most.</param>
    /// <param name="shouldIgnoreOtherMessageTypes">True to drop messages of other types, false to end with the first one.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The messages taken.</returns>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Predicate<T> shouldContinue,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true,
        CancellationToken cancellationToken = default
    ) =>
        Collected(
            ReceiveWhileCore(
                block: true,
                Accepting(shouldContinue, shouldIgnoreOtherMessageTypes),
                max,
                idle,
                msgs,
                cancellationToken
            )
        );

    /// <inheritdoc cref="ReceiveWhile{T}(Func{object, T}, TimeSpan?, TimeSpan?, int, CancellationToken)"/>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Func<object, T?> filter,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default
    ) => ReceiveWhileCore(block: false, Accepting(filter), max, idle, msgs, cancellationToken);

    /// <inheritdoc cref="ReceiveWhile{T}(Func{object, T}, TimeSpan?, TimeSpan?, int, CancellationToken)"/>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        TimeSpan? max,
        Func<object, T?> filter,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default
    ) => ReceiveWhileCore(block: false, Accepting(filter), max, idle: null, msgs, cancellationToken);

    /// <inheritdoc cref="ReceiveWhile{T}(Func{object, T}, TimeSpan?, TimeSpan?, int, CancellationToken)"/>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        TimeSpan? max,
        TimeSpan? idle,
        Func<object, T?> filter,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default
    ) => ReceiveWhileCore(block: false, Accepting(filter), max, idle, msgs, cancellationToken);

    /// <inheritdoc cref="ReceiveWhile{T}(Predicate{T}, TimeSpan?, TimeSpan?, int, bool, CancellationToken)"/>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Predicate<T> shouldContinue,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true,
        CancellationToken cancellationToken = default
    ) =>
        ReceiveWhileCore(
            block: false,
            Accepting(shouldContinue, shouldIgnoreOtherMessageTypes),
            max,
            idle,
            msgs,
            cancellationToken
        );

    private enum Verdict
    {
        Take,
        Drop,
        End,
    }

    private static Func<object, (Verdict, T)> Accepting<T>(Func<object, T?> filter) =>
        message => filter(message) is { } result ? (Verdict.Take, result) : (Verdict.End, default!);

    private static Func<object, (Verdict, T)> Accepting<T>(Predicate<T> shouldContinue, bool ignoreOthers) =>
        message =>
            message is T typed ? (shouldContinue(typed) ? Verdict.Take : Verdict.End, typed)
            : ignoreOthers ? (Verdict.Drop, default!)
            : (Verdict.End, default!);

    private async IAsyncEnumerable<T> ReceiveWhileCore<T>(
        bool block,
        Func<object, (Verdict, T)> judge,
        TimeSpan? max,
        TimeSpan? idle,
        int msgs,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var stop = Now + RemainingOrDilated(max);
        var count = 0;
        while (count < msgs)
        {
            var left = stop - Now;
            var limit = idle is { } pause && !Durations.IsInfinite(pause) ? Durations.Min(left, pause) : left;
            var next = await NextAsync(
                block,
                limit < TimeSpan.Zero ? TimeSpan.Zero : limit,
                remove: false,
                cancellationToken
            );
            if (next is null)
            {
                break;
            }
            var (verdict, result) = judge(next.Message);
            if (verdict == Verdict.End)
            {
                break;
            }
            await NextAsync(block, TimeSpan.Zero, remove: true, cancellationToken);
            if (verdict == Verdict.Take)
            {
                count++;
                yield return result;
            }
        }
        _lastWasNoMsg = true;
    }
}
