namespace CacheActors;

/// <summary>A moment in the life of a cache: a time, or a place in its journal.</summary>
public sealed record JournalMoment
{
    private JournalMoment(DateTimeOffset? time, long ordering)
    {
        Time = time;
        Ordering = ordering;
    }

    /// <summary>The end of the journal.</summary>
    public static JournalMoment Now { get; } = new(null, long.MaxValue);

    /// <summary>The time; null when it is a place.</summary>
    public DateTimeOffset? Time { get; }

    /// <summary>The last row of the journal that counts; without meaning when it is a time.</summary>
    public long Ordering { get; }

    /// <summary>What had happened up to a time, and at it.</summary>
    public static JournalMoment At(DateTimeOffset time) => new(time, 0);

    /// <summary>What had been journaled up to a row of the journal, and with it; 0 is before the first.</summary>
    public static JournalMoment After(long ordering) => new(null, ordering);

    internal bool Includes(DateTimeOffset at, long ordering) => Time is { } time ? at <= time : ordering <= Ordering;
}
