using CacheActors.Domain.Entries;

namespace CacheActors.Entries;

/// <summary>Uses of one entry that are not journaled yet. Only <see cref="UseCounts"/> changes it.</summary>
internal sealed class UseCount(EntryKey key)
{
    private int _uses;
    private long _last;

    public EntryKey Key => key;

    /// <summary>When the last one was, in UTC ticks; also after they were taken.</summary>
    public long Last => Volatile.Read(ref _last);

    public bool IsZero => Volatile.Read(ref _uses) == 0;

    /// <returns>True when there was none before: who brings the first one sees to it that it is found.</returns>
    public bool Add(int uses, long last)
    {
        // The time first: who takes the uses then reads the time of the last of them, or of a later one.
        if (last > Volatile.Read(ref _last))
        {
            Volatile.Write(ref _last, last);
        }
        return Interlocked.Add(ref _uses, uses) == uses;
    }

    public int Take() => Interlocked.Exchange(ref _uses, 0);
}
