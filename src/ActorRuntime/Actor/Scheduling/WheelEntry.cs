namespace Akka.Actor;

/// <summary>Something that waits in a <see cref="TimerWheel"/>. The links are the wheel's, under its lock.</summary>
internal abstract class WheelEntry
{
    public WheelEntry? Previous;
    public WheelEntry? Next;

    /// <summary>The tick at which it is due; negative while it is in no wheel.</summary>
    public long Tick = -1;

    /// <summary>How often it comes back, in ticks of the wheel; 0 for once.</summary>
    public virtual long IntervalTicks => 0;

    /// <summary>Called on the wheel's thread when due. Must not block.</summary>
    public abstract void Fire();
}
