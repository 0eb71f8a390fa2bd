namespace CacheActors;

/// <summary>Settings of reconciliation: when files and journal are compared by themselves, how fast, and what is told.</summary>
public sealed class ReconciliationOptions
{
    /// <summary>
    /// Compare by itself: after a start that does not find the folder as it was left, and by the interval; default true.
    /// </summary>
    public bool Automatic { get; set; } = true;

    /// <summary>From run to run; 1 min to 365 days, default 1 day; null: only after a start.</summary>
    public TimeSpan? Interval { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// Local time of day, to the minute, at which runs should fall; default 03:00; null: any. With an interval of a day or more
    /// a run comes at the preferred time that is nearest to one interval after the last run; a shorter interval is never
    /// exceeded, and falls on this time once a day.
    /// </summary>
    public TimeOnly? PreferredTime { get; set; } = new TimeOnly(3, 0);

    /// <summary>
    /// A run that is due while something is being recorded, downloaded or compressed, or the <see cref="IHostActivity"/> is
    /// busy, is tried again after so long; 1 s to 1 day, default 5 min.
    /// </summary>
    public TimeSpan BusyRetry { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Busy or not, after so long a run that is due begins; 0 to 365 days, default 6 h.</summary>
    public TimeSpan BusyLimit { get; set; } = TimeSpan.FromHours(6);

    /// <summary>
    /// Runs of the interval also read files and compare their content with the journal: those that were not verified for so
    /// long; 1 h to 3,650 days, default 30 days; null: none.
    /// </summary>
    public TimeSpan? DeepEvery { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How fast content is read, also when asked for, all files together, in bytes per second; 1,000 to 10^12; null (default): as fast as
    /// it goes.
    /// </summary>
    public long? DeepBytesPerSecond { get; set; }

    /// <summary>Entries that look at their files at a time, and files whose content is read at a time; 1 to 64, default 2.</summary>
    public int Operations { get; set; } = 2;

    /// <summary>Files that are looked at in a second, at most; 1 to 1,000,000, null (default): as many as can be.</summary>
    public int? FilesPerSecond { get; set; }

    /// <summary>More files of no entry than this raise an alert, in percent of the entries; 0 to 1,000,000, default 10.</summary>
    public int AlertOrphansPercent { get; set; } = 10;

    /// <summary>More entries without their file than this raise an alert; 0 to 10^9, default 5.</summary>
    public int AlertGhosts { get; set; } = 5;

    /// <summary>A run that takes longer, the time in which it reads content not counted, raises an alert; 1 ms to 1 day, default 30 s.</summary>
    public TimeSpan AlertDuration { get; set; } = TimeSpan.FromSeconds(30);
}
