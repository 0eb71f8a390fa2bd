namespace Akka.TestKit;

/// <summary>Blocks with a time limit.</summary>
public abstract partial class TestKitBase
{
    /// <inheritdoc cref="Within{T}(TimeSpan, TimeSpan, Func{T}, string, TimeSpan?, CancellationToken)"/>
    public void Within(
        TimeSpan max,
        Action action,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default
    ) => Within(TimeSpan.Zero, max, action, hint: null, epsilonValue, cancellationToken);

    /// <inheritdoc cref="Within{T}(TimeSpan, TimeSpan, Func{T}, string, TimeSpan?, CancellationToken)"/>
    public void Within(
        TimeSpan min,
        TimeSpan max,
        Action action,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default
    )
    {
        Within(
            min,
            max,
            () =>
            {
                action();
                return true;
            },
            hint,
            epsilonValue,
            cancellationToken
        );
    }

    /// <inheritdoc cref="Within{T}(TimeSpan, TimeSpan, Func{T}, string, TimeSpan?, CancellationToken)"/>
    public T Within<T>(
        TimeSpan max,
        Func<T> function,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default
    ) => Within(TimeSpan.Zero, max, function, hint: null, epsilonValue, cancellationToken);

    /// <summary>
    /// Runs a block that must take at least <paramref name="min"/> and at most <paramref name="max"/> (dilated). Expectations
    /// inside that name no time have what is left of it. Blocks can be nested: the inner one ends with the outer one at the
    /// latest. A block whose last expectation was that no message comes may take a little longer.
    /// </summary>
    /// <typeparam name="T">What the block returns.</typeparam>
    /// <param name="min">The least time; not dilated.</param>
    /// <param name="max">The most time; dilated.</param>
    /// <param name="function">The block.</param>
    /// <param name="hint">Is added to the message of a failure.</param>
    /// <param name="epsilonValue">How much longer it may take without failing.</param>
    /// <param name="cancellationToken">Ends the waiting for an async block.</param>
    /// <returns>What the block returned.</returns>
    public T Within<T>(
        TimeSpan min,
        TimeSpan max,
        Func<T> function,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(function);
        cancellationToken.ThrowIfCancellationRequested();
        var window = Open(min, max, hint);
        T result;
        try
        {
            result = function();
        }
        finally
        {
            _end = window.OuterEnd;
        }
        Check(window, epsilonValue);
        return result;
    }

    /// <inheritdoc cref="Within{T}(TimeSpan, TimeSpan, Func{T}, string, TimeSpan?, CancellationToken)"/>
    public Task WithinAsync(
        TimeSpan max,
        Func<Task> actionAsync,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default
    ) => WithinAsync(TimeSpan.Zero, max, actionAsync, hint: null, epsilonValue, cancellationToken);

    /// <inheritdoc cref="Within{T}(TimeSpan, TimeSpan, Func{T}, string, TimeSpan?, CancellationToken)"/>
    public Task WithinAsync(
        TimeSpan min,
        TimeSpan max,
        Func<Task> actionAsync,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default
    ) =>
        WithinAsync(
            min,
            max,
            async () =>
            {
                await actionAsync();
                return true;
            },
            hint,
            epsilonValue,
            cancellationToken
        );

    /// <inheritdoc cref="Within{T}(TimeSpan, TimeSpan, Func{T}, string, TimeSpan?, CancellationToken)"/>
    public Task<T> WithinAsync<T>(
        TimeSpan max,
        Func<Task<T>> function,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default
    ) => WithinAsync(TimeSpan.Zero, max, function, hint: null, epsilonValue, cancellationToken);

    /// <inheritdoc cref="Within{T}(TimeSpan, TimeSpan, Func{T}, string, TimeSpan?, CancellationToken)"/>
    public async Task<T> WithinAsync<T>(
        TimeSpan min,
        TimeSpan max,
        Func<Task<T>> function,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(function);
        var window = Open(min, max, hint);
        T result;
        try
        {
            var block = function();
            // A block that hangs must not hang the test; one whose time is just over is judged below.
            var patience = window.Length + (epsilonValue ?? TimeSpan.Zero) + Dilated(TestKitSettings.DefaultTimeout);
            try
            {
                result = await block.WaitAsync(patience, TimeProvider.System, cancellationToken);
            }
            catch (TimeoutException) when (!block.IsCompleted)
            {
                throw Failure(
                    $"Failed: Block has not ended after {Durations.Text(patience)}; allowed was {Durations.Text(window.Length)}. {hint}"
                );
            }
        }
        finally
        {
            _end = window.OuterEnd;
        }
        Check(window, epsilonValue);
        return result;
    }

    private Window Open(TimeSpan min, TimeSpan max, string? hint)
    {
        Durations.EnsureFinite(min, nameof(min));
        Durations.EnsureFinite(max, nameof(max));
        var start = Now;
        var outerEnd = _end;
        var length = Dilated(max);
        if (outerEnd is { } end)
        {
            var left = end - start;
            _assertions.AssertTrue(
                left >= min,
                "{0}",
                $"Required min time {Durations.Text(min)} not possible, only {Durations.Text(left)} left. {hint}"
            );
            length = Durations.Min(length, left);
        }
        _lastWasNoMsg = false;
        _end = start + length;
        return new Window(start, min, length, outerEnd, hint);
    }

    private void Check(Window window, TimeSpan? epsilonValue)
    {
        var elapsed = Now - window.Start;
        if (elapsed < window.Min)
        {
            throw Failure(
                $"Failed: Block took {Durations.Text(elapsed)}, should have at least been {Durations.Text(window.Min)}. {window.Hint}"
            );
        }
        if (!_lastWasNoMsg && elapsed > window.Length + (epsilonValue ?? TimeSpan.Zero))
        {
            throw Failure(
                $"Failed: Block took {Durations.Text(elapsed)}, exceeding {Durations.Text(window.Length)}. {window.Hint}"
            );
        }
    }

    private readonly record struct Window(
        TimeSpan Start,
        TimeSpan Min,
        TimeSpan Length,
        TimeSpan? OuterEnd,
        string? Hint
    );
}
