using System.Collections;

namespace Akka.TestKit;

/// <summary>Looking for one message among others.</summary>
public abstract partial class TestKitBase
{
    /// <summary>Takes messages until one fulfils a predicate, and fails if none does in time. The others are dropped.</summary>
    /// <param name="isMessage">The predicate.</param>
    /// <param name="max">How long to look, dilated; null for <see cref="RemainingOrDefault"/>.</param>
    /// <param name="hint">Is added to the message of a failure.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The message.</returns>
    public object FishForMessage(
        Predicate<object> isMessage,
        TimeSpan? max = null,
        string hint = "",
        CancellationToken cancellationToken = default
    ) => FishForMessage<object>(isMessage, max, hint, cancellationToken);

    /// <inheritdoc cref="FishForMessage{T}(Predicate{T}, ArrayList, TimeSpan?, string, CancellationToken)"/>
    public T FishForMessage<T>(
        Predicate<T> isMessage,
        TimeSpan? max = null,
        string hint = "",
        CancellationToken cancellationToken = default
    ) => Ended(FishCore(block: true, isMessage, others: null, max, hint, cancellationToken));

    /// <summary>
    /// Takes messages until one is of a type and fulfils a predicate, and fails if none does in time. The others are dropped.
    /// </summary>
    /// <typeparam name="T">The type of the message.</typeparam>
    /// <param name="isMessage">The predicate.</param>
    /// <param name="allMessages">Gets the messages that are dropped.</param>
    /// <param name="max">How long to look, dilated; null for <see cref="RemainingOrDefault"/>.</param>
    /// <param name="hint">Is added to the message of a failure.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The message.</returns>
    public T FishForMessage<T>(
        Predicate<T> isMessage,
        ArrayList? allMessages,
        TimeSpan? max = null,
        string hint = "",
        CancellationToken cancellationToken = default
    ) => Ended(FishCore(block: true, isMessage, allMessages, max, hint, cancellationToken));

    /// <inheritdoc cref="FishForMessage(Predicate{object}, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<object> FishForMessageAsync(
        Predicate<object> isMessage,
        TimeSpan? max = null,
        string hint = "",
        CancellationToken cancellationToken = default
    ) => FishForMessageAsync<object>(isMessage, max, hint, cancellationToken);

    /// <inheritdoc cref="FishForMessage{T}(Predicate{T}, ArrayList, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage,
        TimeSpan? max = null,
        string hint = "",
        CancellationToken cancellationToken = default
    ) => FishCore(block: false, isMessage, others: null, max, hint, cancellationToken);

    /// <inheritdoc cref="FishForMessage{T}(Predicate{T}, ArrayList, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage,
        ArrayList? allMessages,
        TimeSpan? max = null,
        string hint = "",
        CancellationToken cancellationToken = default
    ) => FishCore(block: false, isMessage, allMessages, max, hint, cancellationToken);

    /// <summary>Takes messages for the whole time and fails if one is of a type.</summary>
    /// <typeparam name="T">The type that must not come.</typeparam>
    /// <param name="max">How long, dilated; null for <see cref="RemainingOrDefault"/>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task FishUntilMessageAsync<T>(TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        var stop = Now + RemainingOrDilated(max);
        while (stop - Now is var left && left > TimeSpan.Zero)
        {
            if (await ReceiveOneAsync(left, cancellationToken) is T unwanted)
            {
                throw Failure($"Failed: Did not expect a message of type {typeof(T)}, but received {{{unwanted}}}.");
            }
        }
    }

    private async ValueTask<T> FishCore<T>(
        bool block,
        Predicate<T> isMessage,
        ArrayList? others,
        TimeSpan? max,
        string hint,
        CancellationToken cancellationToken
    )
    {
        var limit = RemainingOrDilated(max);
        var start = Now;
        var dropped = 0;
        while (true)
        {
            var left = start + limit - Now;
            var envelope = await NextAsync(
                block,
                left < TimeSpan.Zero ? TimeSpan.Zero : left,
                remove: true,
                cancellationToken
            );
            if (envelope is null)
            {
                throw Failure(
                    $"Timeout ({Durations.Text(limit)}) during FishForMessage for a message of type {typeof(T)}; {dropped} others came in {Durations.Text(Now - start)}. {hint}"
                );
            }
            if (envelope.Message is T message && isMessage(message))
            {
                return message;
            }
            dropped++;
            others?.Add(envelope.Message);
        }
    }
}
