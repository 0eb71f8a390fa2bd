using System.Diagnostics;

namespace Akka.Actor.Internal;

/// <summary>How often a child was restarted.</summary>
public class ChildRestartStats
{
    /// <summary>Begins with a child.</summary>
    /// <param name="child">The child.</param>
    /// <param name="maxNrOfRetriesCount">The number of restarts so far.</param>
    /// <param name="restartTimeWindowStartTicks">When the current window began, in ticks of a monotonic clock; 0 for never.</param>
    public ChildRestartStats(
        IInternalActorRef child,
        uint maxNrOfRetriesCount = 0,
        long restartTimeWindowStartTicks = 0
    )
    {
        Child = child;
        MaxNrOfRetriesCount = maxNrOfRetriesCount;
        RestartTimeWindowStartTicks = restartTimeWindowStartTicks;
    }

    /// <summary>The child.</summary>
    public IInternalActorRef Child { get; }

    /// <summary>The child's uid.</summary>
    public long Uid => Child.Path.Uid;

    /// <summary>The number of restarts, in the current window if there is one.</summary>
    public uint MaxNrOfRetriesCount { get; private set; }

    /// <summary>When the current window began, in ticks of a monotonic clock; 0 for never.</summary>
    public long RestartTimeWindowStartTicks { get; private set; }

    /// <summary>Counts a restart and says whether it is allowed.</summary>
    /// <param name="maxNrOfRetries">How many are allowed; negative for any number.</param>
    /// <param name="withinTimeMilliseconds">In which time; 0 or less for ever.</param>
    public bool RequestRestartPermission(int maxNrOfRetries, int withinTimeMilliseconds)
    {
        if (maxNrOfRetries == 0)
        {
            return false;
        }
        if (withinTimeMilliseconds > 0)
        {
            return IsInWindow(maxNrOfRetries < 0 ? 1 : maxNrOfRetries, withinTimeMilliseconds);
        }
        MaxNrOfRetriesCount++;
        return maxNrOfRetries < 0 || MaxNrOfRetriesCount <= maxNrOfRetries;
    }

    /// <summary>
    /// Simple window: the time starts at the first restart, and again at the first one after its end.
    /// </summary>
    private bool IsInWindow(int retries, int windowMilliseconds)
    {
        var now = Stopwatch.GetTimestamp();
        if (RestartTimeWindowStartTicks == 0)
        {
            RestartTimeWindowStartTicks = now;
        }
        if (Stopwatch.GetElapsedTime(RestartTimeWindowStartTicks, now).TotalMilliseconds <= windowMilliseconds)
        {
            MaxNrOfRetriesCount++;
            return MaxNrOfRetriesCount <= retries;
        }
        MaxNrOfRetriesCount = 1;
        RestartTimeWindowStartTicks = now;
        return true;
    }
}
