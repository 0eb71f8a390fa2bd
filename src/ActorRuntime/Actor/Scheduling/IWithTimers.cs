namespace Akka.Actor;

/// <summary>An actor with timers. The runtime sets them before <c>PreStart</c>.</summary>
public interface IWithTimers
{
    /// <summary>The timers; not yet there in the constructor.</summary>
    ITimerScheduler Timers { get; set; }
}
