using System.Diagnostics;

namespace Akka.Actor;

/// <summary>Numbers that tell apart actors which had the same path one after the other, also over restarts of the process.</summary>
internal static class ActorUid
{
    private static long s_last = Stopwatch.GetTimestamp() & int.MaxValue;

    public static long Next() => Interlocked.Increment(ref s_last);
}
