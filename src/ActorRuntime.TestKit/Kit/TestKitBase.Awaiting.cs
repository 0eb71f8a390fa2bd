namespace Akka.TestKit;

/// <summary>Waiting until something is so.</summary>
public abstract partial class TestKitBase
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Tries an assertion until it throws nothing; if it still throws when the time is over, so does this.</summary>
    /// <param name="assertion">The assertion.</param>
    /// <param name="duration">How long to try, dilated; null for <see cref="RemainingOrDefault"/>.</param>
    /// <param name="interval">How long to wait between tries; null for 100 ms.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public void AwaitAssert(
        Action assertion,
        TimeSpan? duration = null,
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default
    ) => Ended(AwaitAssertCore(block: true, AsTask(assertion), duration, interval, cancellationToken));

    /// <inheritdoc cref="AwaitAssert"/>
    public Task AwaitAssertAsync(
        Action assertion,
        TimeSpan? duration = null,
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default
    ) => AwaitAssertCore(block: false, AsTask(assertion), duration, interval, cancellationToken).AsTask();

    /// <inheritdoc cref="AwaitAssert"/>
    public Task AwaitAssertAsync(
        Func<Task> assertion,
        TimeSpan? duration = null,
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default
    ) => AwaitAssertCore(block: false, assertion, duration, interval, cancellationToken).AsTask();

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, TimeSpan?, string, CancellationToken)"/>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max: null, interval: null, message: null, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, TimeSpan?, string, CancellationToken)"/>
    public void AwaitCondition(
        Func<bool> conditionIsFulfilled,
        TimeSpan? max,
        CancellationToken cancellationToken = default
    ) => AwaitCondition(conditionIsFulfilled, max, interval: null, message: null, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, TimeSpan?, string, CancellationToken)"/>
    public void AwaitCondition(
        Func<bool> conditionIsFulfilled,
        TimeSpan? max,
        string? message,
        CancellationToken cancellationToken = default
    ) => AwaitCondition(conditionIsFulfilled, max, interval: null, message, cancellationToken);

    /// <summary>Waits until a condition is true, and fails if it does not become so in time.</summary>
    /// <param name="conditionIsFulfilled">The condition.</param>
    /// <param name="max">How long to wait, dilated; null for <see cref="RemainingOrDefault"/>.</param>
    /// <param name="interval">How long to wait between looks; null for a tenth of <paramref name="max"/>, at most 100 ms.</param>
    /// <param name="message">Is added to the message of a failure.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public void AwaitCondition(
        Func<bool> conditionIsFulfilled,
        TimeSpan? max,
        TimeSpan? interval,
        string? message = null,
        CancellationToken cancellationToken = default
    ) =>
        Ended(
            AwaitConditionCore(
                block: true,
                AsTask(conditionIsFulfilled),
                RemainingOrDilated(max),
                interval,
                FailWith(message),
                cancellationToken
            )
        );

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, TimeSpan?, string, CancellationToken)"/>
    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(AsTask(conditionIsFulfilled), max: null, interval: null, message: null, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, TimeSpan?, string, CancellationToken)"/>
    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled,
        CancellationToken cancellationToken = default
    ) => AwaitConditionAsync(conditionIsFulfilled, max: null, interval: null, message: null, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, TimeSpan?, string, CancellationToken)"/>
    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled,
        TimeSpan? max,
        CancellationToken cancellationToken = default
    ) => AwaitConditionAsync(conditionIsFulfilled, max, interval: null, message: null, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, TimeSpan?, string, CancellationToken)"/>
    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled,
        TimeSpan? max,
        string? message,
        CancellationToken cancellationToken = default
    ) => AwaitConditionAsync(AsTask(conditionIsFulfilled), max, interval: null, message, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, TimeSpan?, string, CancellationToken)"/>
    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled,
        TimeSpan? max,
        string? message,
        CancellationToken cancellationToken = default
    ) => AwaitConditionAsync(conditionIsFulfilled, max, interval: null, message, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, TimeSpan?, string, CancellationToken)"/>
    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled,
        TimeSpan? max,
        TimeSpan? interval,
        string? message = null,
        CancellationToken cancellationToken = default
    ) => AwaitConditionAsync(AsTask(conditionIsFulfilled), max, interval, message, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, TimeSpan?, string, CancellationToken)"/>
    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled,
        TimeSpan? max,
        TimeSpan? interval,
        string? message = null,
        CancellationToken cancellationToken = default
    ) =>
        AwaitConditionCore(
                block: false,
                conditionIsFulfilled,
                RemainingOrDilated(max),
                interval,
                FailWith(message),
                cancellationToken
            )
            .AsTask();

    /// <summary>Waits until a condition is true.</summary>
    /// <param name="conditionIsFulfilled">The condition.</param>
    /// <param name="max">How long to wait; not dilated.</param>
    /// <param name="interval">How long to wait between looks; null for a tenth of <paramref name="max"/>, at most 100 ms.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>False if the condition did not become true in time.</returns>
    public bool AwaitConditionNoThrow(
        Func<bool> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default
    ) =>
        Ended(
            AwaitConditionCore(block: true, AsTask(conditionIsFulfilled), max, interval, fail: null, cancellationToken)
        );

    /// <inheritdoc cref="AwaitConditionNoThrow"/>
    public Task<bool> AwaitConditionNoThrowAsync(
        Func<bool> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default
    ) => AwaitConditionNoThrowAsync(AsTask(conditionIsFulfilled), max, interval, cancellationToken);

    /// <inheritdoc cref="AwaitConditionNoThrow"/>
    public Task<bool> AwaitConditionNoThrowAsync(
        Func<Task<bool>> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default
    ) => AwaitConditionCore(block: false, conditionIsFulfilled, max, interval, fail: null, cancellationToken).AsTask();

    private static Func<Task> AsTask(Action action) =>
        () =>
        {
            action();
            return Task.CompletedTask;
        };

    private static Func<Task<bool>> AsTask(Func<bool> condition) => () => Task.FromResult(condition());

    private static async ValueTask<bool> AwaitConditionCore(
        bool block,
        Func<Task<bool>> condition,
        TimeSpan max,
        TimeSpan? interval,
        Action<TimeSpan>? fail,
        CancellationToken cancellationToken
    )
    {
        Durations.EnsureFinite(max, nameof(max));
        var stop = Now + max;
        var pause = interval ?? Durations.Min(max / 10, PollInterval);
        while (!await condition())
        {
            var left = stop - Now;
            if (left <= TimeSpan.Zero)
            {
                fail?.Invoke(max);
                return false;
            }
            await Durations.PauseAsync(block, Durations.Min(left, pause), cancellationToken);
        }
        return true;
    }

    private Action<TimeSpan> FailWith(string? message) =>
        max => throw Failure($"Timeout {Durations.Text(max)} expired while waiting for condition. {message}");

    private async ValueTask<bool> AwaitAssertCore(
        bool block,
        Func<Task> assertion,
        TimeSpan? duration,
        TimeSpan? interval,
        CancellationToken cancellationToken
    )
    {
        var stop = Now + RemainingOrDilated(duration);
        var pause = interval ?? PollInterval;
        Durations.EnsureFinite(pause, nameof(interval));
        while (true)
        {
            try
            {
                await assertion();
                return true;
            }
            catch (Exception) when (Now < stop)
            {
                // Not yet; the last failure is the one that the test sees.
            }
            await Durations.PauseAsync(block, Durations.Min(stop - Now, pause), cancellationToken);
        }
    }
}
