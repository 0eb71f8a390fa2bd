namespace Akka.Actor;

/// <summary>Something that waits in a <see cref="TimerWheel"/>. The links are the wheel's, under its lock.</summary>
internal abstract class WheelEntry
{
    public WheelEntry? Previous;
    public WheelEntry? Next;

    /// <summary>The tick at which it is due; negative while it is in no wheel.</summary>
    public long Tick = -1;

    /// <summary>When it is due, on the wheel's clock.</summary>
    public TimeSpan Due;

    /// <summary>How often it comes back; zero for once.</summary>
    public virtual TimeSpan Interval => TimeSpan.Zero;

    /// <summary>Called on the wheel's thread when due. Must not block.</summary>
    public abstract void Fire();
}
