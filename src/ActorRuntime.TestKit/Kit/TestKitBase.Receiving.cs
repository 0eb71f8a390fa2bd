using System.Collections;
using System.Runtime.CompilerServices;

namespace Akka.TestKit;

/// <summary>Taking messages one by one, whatever they are.</summary>
public abstract partial class TestKitBase
{
    /// <summary>Takes the next message.</summary>
    /// <param name="max">
    /// How long to wait, not dilated; null for <see cref="RemainingOrDefault"/>, negative for ever, zero for not at all.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The message; null if none came.</returns>
    public object? ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        Ended(NextAsync(block: true, GetTimeoutOrDefault(max), remove: true, cancellationToken))?.Message;

    /// <inheritdoc cref="ReceiveOne"/>
    public async ValueTask<object?> ReceiveOneAsync(
        TimeSpan? max = null,
        CancellationToken cancellationToken = default
    ) => (await NextAsync(block: false, GetTimeoutOrDefault(max), remove: true, cancellationToken))?.Message;

    /// <summary>Takes the next message with its sender.</summary>
    /// <param name="envelope">The message; <see cref="NullMessageEnvelope"/> if none came.</param>
    /// <param name="max">
    /// How long to wait, not dilated; null for <see cref="RemainingOrDefault"/>, negative for ever, zero for not at all.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>True if a message came.</returns>
    public bool TryReceiveOne(
        out MessageEnvelope envelope,
        TimeSpan? max = null,
        CancellationToken cancellationToken = default
    )
    {
        var next = Ended(NextAsync(block: true, GetTimeoutOrDefault(max), remove: true, cancellationToken));
        envelope = next ?? NullMessageEnvelope.Instance;
        return next is not null;
    }

    /// <inheritdoc cref="TryReceiveOne"/>
    public async ValueTask<(bool success, MessageEnvelope envelope)> TryReceiveOneAsync(
        TimeSpan? max,
        CancellationToken cancellationToken = default
    )
    {
        var next = await NextAsync(block: false, GetTimeoutOrDefault(max), remove: true, cancellationToken);
        return (next is not null, next ?? NullMessageEnvelope.Instance);
    }

    /// <summary>Looks at the next message and leaves it to the next expectation.</summary>
    /// <param name="max">
    /// How long to wait, not dilated; null for <see cref="RemainingOrDefault"/>, negative for ever, zero for not at all.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The message; null if none came.</returns>
    public object? PeekOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        Ended(NextAsync(block: true, GetTimeoutOrDefault(max), remove: false, cancellationToken))?.Message;

    /// <summary>Looks at the next message and leaves it to the next expectation; waits for it until cancelled.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The message.</returns>
    public object? PeekOne(CancellationToken cancellationToken) => PeekOne(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <inheritdoc cref="PeekOne(TimeSpan?, CancellationToken)"/>
    public async ValueTask<object?> PeekOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        (await NextAsync(block: false, GetTimeoutOrDefault(max), remove: false, cancellationToken))?.Message;

    /// <inheritdoc cref="PeekOne(CancellationToken)"/>
    public ValueTask<object?> PeekOneAsync(CancellationToken cancellationToken) =>
        PeekOneAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>Looks at the next message, with its sender, and leaves it to the next expectation.</summary>
    /// <param name="envelope">The message; <see cref="NullMessageEnvelope"/> if none came.</param>
    /// <param name="max">
    /// How long to wait, not dilated; null for <see cref="RemainingOrDefault"/>, negative for ever, zero for not at all.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>True if a message came.</returns>
    public bool TryPeekOne(out MessageEnvelope envelope, TimeSpan? max, CancellationToken cancellationToken)
    {
        var next = Ended(NextAsync(block: true, GetTimeoutOrDefault(max), remove: false, cancellationToken));
        envelope = next ?? NullMessageEnvelope.Instance;
        return next is not null;
    }

    /// <inheritdoc cref="TryPeekOne"/>
    public async ValueTask<(bool success, MessageEnvelope envelope)> TryPeekOneAsync(
        TimeSpan? max,
        CancellationToken cancellationToken
    )
    {
        var next = await NextAsync(block: false, GetTimeoutOrDefault(max), remove: false, cancellationToken);
        return (next is not null, next ?? NullMessageEnvelope.Instance);
    }

    /// <summary>Takes so many messages, and fails if fewer come within <see cref="RemainingOrDefault"/>.</summary>
    /// <param name="numberOfMessages">How many.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The messages in the order they came.</returns>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        Collected(ReceiveNCore(block: true, numberOfMessages, RemainingOrDefault, cancellationToken));

    /// <summary>Takes so many messages, and fails if fewer come in time.</summary>
    /// <param name="numberOfMessages">How many.</param>
    /// <param name="max">How long to wait for all of them; dilated.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The messages in the order they came.</returns>
    public IReadOnlyCollection<object> ReceiveN(
        int numberOfMessages,
        TimeSpan max,
        CancellationToken cancellationToken = default
    ) => Collected(ReceiveNCore(block: true, numberOfMessages, RemainingOrDilated(max), cancellationToken));

    /// <inheritdoc cref="ReceiveN(int, CancellationToken)"/>
    public IAsyncEnumerable<object> ReceiveNAsync(
        int numberOfMessages,
        CancellationToken cancellationToken = default
    ) => ReceiveNCore(block: false, numberOfMessages, RemainingOrDefault, cancellationToken);

    /// <inheritdoc cref="ReceiveN(int, TimeSpan, CancellationToken)"/>
    public IAsyncEnumerable<object> ReceiveNAsync(
        int numberOfMessages,
        TimeSpan max,
        CancellationToken cancellationToken = default
    ) => ReceiveNCore(block: false, numberOfMessages, RemainingOrDilated(max), cancellationToken);

    /// <summary>Takes messages until none comes for a while.</summary>
    /// <param name="max">How long it must be silent, not dilated; null for <see cref="RemainingOrDefault"/>.</param>
    /// <param name="maxMessages">Fails if more messages come than this; null for any number.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The messages.</returns>
    public async Task<ArrayList> WaitForRadioSilenceAsync(
        TimeSpan? max = null,
        uint? maxMessages = null,
        CancellationToken cancellationToken = default
    )
    {
        var messages = new ArrayList();
        while (await ReceiveOneAsync(max, cancellationToken) is { } message)
        {
            messages.Add(message);
            if (messages.Count > maxMessages)
            {
                throw Failure(
                    $"Failed: Expected silence after at most {maxMessages} messages, but one more came: {{{message}}}."
                );
            }
        }
        return messages;
    }

    /// <summary>Collects what was enumerated in blocking mode.</summary>
    private static List<T> Collected<T>(IAsyncEnumerable<T> messages)
    {
        return Ended(Collect(messages));

        static async ValueTask<List<T>> Collect(IAsyncEnumerable<T> messages)
        {
            var list = new List<T>();
            await foreach (var message in messages)
            {
                list.Add(message);
            }
            return list;
        }
    }

    private async IAsyncEnumerable<object> ReceiveNCore(
        bool block,
        int count,
        TimeSpan max,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var start = Now;
        for (var i = 0; i < count; i++)
        {
            var left = start + max - Now;
            var envelope = await NextAsync(
                block,
                left < TimeSpan.Zero ? TimeSpan.Zero : left,
                remove: true,
                cancellationToken
            );
            if (envelope is null)
            {
                throw Failure(
                    $"Timeout ({Durations.Text(max)}) while expecting {count} messages. Only got {i} after {Durations.Text(Now - start)}."
                );
            }
            yield return envelope.Message;
        }
    }

    /// <summary>Waits for the next message: all that a test learns of its messages goes through here.</summary>
    private async ValueTask<MessageEnvelope?> NextAsync(
        bool block,
        TimeSpan timeout,
        bool remove,
        CancellationToken cancellationToken
    )
    {
        var envelope = await _received.NextAsync(block, timeout, remove, cancellationToken);
        if (remove)
        {
            _lastWasNoMsg = false;
            _last = envelope ?? NullMessageEnvelope.Instance;
        }
        return envelope;
    }
}
