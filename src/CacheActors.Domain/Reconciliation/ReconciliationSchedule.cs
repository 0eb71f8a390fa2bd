namespace CacheActors.Domain.Reconciliation;

/// <summary>
/// When the next run begins by itself. Without a preferred time: one interval after the last run. With one, and an interval
/// of a day or more: at the preferred local time that is nearest to one interval after the last run, so that a run that came
/// late does not move those after it. A shorter interval is never exceeded: the next run comes at the preferred time when
/// that lies in the second half of the interval, else at its end.
/// </summary>
/// <param name="Interval">From run to run; null: never by itself.</param>
/// <param name="PreferredTime">Local time of day; null: any.</param>
/// <param name="Zone">Where the local time is that of.</param>
public sealed record ReconciliationSchedule(TimeSpan? Interval, TimeOnly? PreferredTime, TimeZoneInfo Zone)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>When the next run is due, UTC; it may be past. Null: never.</summary>
    /// <param name="lastRun">When the last run began; null: there was none.</param>
    /// <param name="now">The time now.</param>
    public DateTimeOffset? Next(DateTimeOffset? lastRun, DateTimeOffset now)
    {
        if (Interval is not { } interval)
        {
            return null;
        }
        // A run in a far future was told by a wrong clock: as if there had been none. A near one is a clock set right.
        if (lastRun is not { } last || last - now > interval)
        {
            return now.ToUniversalTime();
        }
        var due = last.ToUniversalTime() + interval;
        if (PreferredTime is not { } time)
        {
            return due;
        }
        var moments = Around(due, time);
        return interval < Day
            ? moments.LastOrDefault(moment => moment <= due && due - moment < interval / 2, due)
            : moments.MinBy(moment => (moment - due).Duration());
    }

    // The preferred time of the days around a moment, in their order.
    private IEnumerable<DateTimeOffset> Around(DateTimeOffset moment, TimeOnly time)
    {
        var date = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Zone).DateTime);
        return Enumerable.Range(-1, 3).Select(days => Moment(date.AddDays(days).ToDateTime(time)));
    }

    // Where clocks are set back over a local time it exists twice: the first counts. Where they are set forward over it, it does
    // not exist: it is reckoned with the offset of before, and comes as much later as the clocks jump.
    private DateTimeOffset Moment(DateTime local)
    {
        var utc = DateTime.SpecifyKind(local, DateTimeKind.Utc);
        // No offset is a day, so these are surely before and after, and no zone changes its offset twice between.
        var before = utc - Zone.GetUtcOffset(utc - Day);
        var after = utc - Zone.GetUtcOffset(utc + Day);
        return new DateTimeOffset(IsAt(before) || !IsAt(after) ? before : after);

        bool IsAt(DateTime moment) => TimeZoneInfo.ConvertTimeFromUtc(moment, Zone) == local;
    }
}
