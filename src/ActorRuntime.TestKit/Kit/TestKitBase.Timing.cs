namespace Akka.TestKit;

/// <summary>How long tests wait.</summary>
public abstract partial class TestKitBase
{
    private TimeSpan? _end;
    private bool _lastWasNoMsg;

    /// <summary>What is left of the innermost <see cref="Within(TimeSpan, Action, TimeSpan?, CancellationToken)"/>.</summary>
    /// <exception cref="InvalidOperationException">There is none around the caller.</exception>
    public TimeSpan Remaining =>
        _end is { } end
            ? end - Now
            : throw new InvalidOperationException("Remaining may not be called outside of \"Within\".");

    /// <summary>
    /// What is left of the innermost Within, not below zero; outside of one <c>akka.test.single-expect-default</c>, dilated.
    /// </summary>
    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(TestKitSettings.SingleExpectDefault));

    /// <summary>A time, multiplied by <c>akka.test.timefactor</c>.</summary>
    /// <param name="duration">The time; infinite stays infinite.</param>
    public TimeSpan Dilated(TimeSpan duration) =>
        Durations.IsInfinite(duration) ? duration : duration * TestKitSettings.TestTimeFactor;

    /// <summary>A time, or <see cref="RemainingOrDefault"/> if it is null.</summary>
    /// <param name="timeout">The time; not dilated.</param>
    public TimeSpan GetTimeoutOrDefault(TimeSpan? timeout) => timeout ?? RemainingOrDefault;

    /// <summary>A time, dilated, or <see cref="RemainingOrDefault"/> if it is null.</summary>
    /// <param name="duration">The time.</param>
    /// <exception cref="ArgumentException">It is infinite.</exception>
    public TimeSpan RemainingOrDilated(TimeSpan? duration)
    {
        if (duration is not { } given)
        {
            return RemainingOrDefault;
        }
        return Durations.IsInfinite(given)
            ? throw new ArgumentException("The duration cannot be infinite.", nameof(duration))
            : Dilated(given);
    }

    /// <summary>What is left of the innermost Within, not below zero; outside of one the given time.</summary>
    /// <param name="duration">The time.</param>
    protected TimeSpan RemainingOr(TimeSpan duration)
    {
        if (_end is not { } end)
        {
            return duration;
        }
        var left = end - Now;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left;
    }
}
