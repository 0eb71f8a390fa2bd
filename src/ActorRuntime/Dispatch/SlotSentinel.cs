namespace Akka.Dispatch;

/// <summary>
/// A thread that looks after the <see cref="RunNextSlot"/>s: what has been in one for a millisecond, because a handler
/// blocks or computes, goes to the pool (on Windows, whose clock is coarser, for some 16). It is no thread of the pool, whose
/// threads may all be blocked. It sleeps while nobody uses a slot.
/// </summary>
internal static class SlotSentinel
{
    private const int IntervalMilliseconds = 1;

    /// <summary>Goes on for so long after the last use, so that those who use slots now and then need not wake it each time.</summary>
    private const int MostQuietRounds = 50;

    private static readonly Lock Gate = new();
    private static readonly AutoResetEvent Alarm = new(initialState: false);
    private static RunNextSlot[] slots = [];
    private static int asleep;

    /// <summary>Adds the slot of a new thread, and drops those of threads that have ended.</summary>
    public static RunNextSlot Register(RunNextSlot slot)
    {
        lock (Gate)
        {
            if (slots.Length == 0)
            {
                new Thread(Watch) { IsBackground = true, Name = "actor-slot-sentinel" }.Start();
            }
            Volatile.Write(ref slots, [.. slots.Where(other => other.IsThreadAlive), slot]);
        }
        return slot;
    }

    /// <summary>To be called after a slot was filled.</summary>
    public static void EnsureAwake()
    {
        if (Volatile.Read(ref asleep) != 0 && Interlocked.Exchange(ref asleep, 0) != 0)
        {
            Alarm.Set();
        }
    }

    private static void Watch()
    {
        var quietRounds = 0;
        while (true)
        {
            Alarm.WaitOne(IntervalMilliseconds);
            quietRounds = LookAround() ? 0 : quietRounds + 1;
            if (quietRounds > MostQuietRounds)
            {
                Sleep();
                quietRounds = 0;
            }
        }
    }

    /// <summary>
    /// A full fence lies between the announcement and the look at the slots, as one lies between the filling of a slot and
    /// the look at the announcement: whoever comes second sees what the other did.
    /// </summary>
    private static void Sleep()
    {
        Interlocked.Exchange(ref asleep, 1);
        if (Array.TrueForAll(Volatile.Read(ref slots), slot => slot.IsEmpty))
        {
            Alarm.WaitOne();
        }
        Volatile.Write(ref asleep, 0);
    }

    /// <summary>True if any slot was used since the last look.</summary>
    private static bool LookAround()
    {
        var isAnyUsed = false;
        foreach (var slot in Volatile.Read(ref slots))
        {
            isAnyUsed |= slot.HandOverOld();
        }
        return isAnyUsed;
    }
}
