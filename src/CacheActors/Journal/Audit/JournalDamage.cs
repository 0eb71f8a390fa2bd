using Microsoft.Data.Sqlite;

namespace CacheActors.Journal.Audit;

/// <summary>Stretches of the journal that cannot be read, because pages of the file are torn or overwritten.</summary>
internal sealed class JournalDamage
{
    // Rows are looked for one place after the other, so that none that can be read is missed; behind so many places, in
    // growing steps, so that a file whose rest is gone does not take for ever.
    private const int PatientSteps = 200_000;

    private JournalDamage(bool any, IReadOnlyList<(long From, long To)> unreadable)
    {
        Any = any;
        Unreadable = unreadable;
    }

    public static JournalDamage None { get; } = new(any: false, []);

    /// <summary>True also when every row can be read, and only an index cannot.</summary>
    public bool Any { get; }

    /// <summary>Places in the journal, both ends included, in order.</summary>
    public IReadOnlyList<(long From, long To)> Unreadable { get; }

    /// <summary>Looks at every row.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="lastKnown">A place that rows are known to reach.</param>
    public static JournalDamage Find(SqliteConnection journal, long lastKnown)
    {
        var unreadable = new List<(long From, long To)>();
        using var rows = new RawQuery(
            journal,
            $"SELECT {JournalRows.Columns} FROM journal WHERE ordering >= ?1 ORDER BY ordering"
        );
        var bound = Math.Max(lastKnown, Last(journal));
        var from = long.MinValue;
        while (TryRead(rows, from, out var last) is false)
        {
            // Places before 1 are never given out by the journal.
            var firstBad = last is { } good ? good + 1 : Math.Max(from, 1);
            from = FirstReadable(rows, firstBad + 1, bound);
            unreadable.Add((firstBad, from - 1));
            if (from > bound)
            {
                break;
            }
        }
        return new JournalDamage(any: true, unreadable);
    }

    public bool Contains(long ordering)
    {
        foreach (var (from, to) in Unreadable)
        {
            if (ordering >= from && ordering <= to)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>What of a stretch can be read.</summary>
    public IEnumerable<(long From, long To)> Readable(long from, long to)
    {
        foreach (var (bad, lastBad) in Unreadable)
        {
            if (lastBad < from || bad > to)
            {
                continue;
            }
            if (bad > from)
            {
                yield return (from, bad - 1);
            }
            from = lastBad + 1;
        }
        if (from <= to)
        {
            yield return (from, to);
        }
    }

    private static bool TryRead(RawQuery rows, long from, out long? last)
    {
        last = null;
        try
        {
            rows.Start(from);
            while (rows.Step())
            {
                last = rows.Int64(0);
            }
            return true;
        }
        catch (SqliteException e) when (JournalConnection.IsDamage(e))
        {
            return false;
        }
    }

    private static long FirstReadable(RawQuery rows, long from, long bound)
    {
        var step = 1L;
        for (var tries = 0; from <= bound; tries++)
        {
            try
            {
                rows.Start(from);
                rows.Step();
                return from;
            }
            catch (SqliteException e) when (JournalConnection.IsDamage(e))
            {
                step = tries < PatientSteps ? 1 : step * 2;
                from = bound - from < step ? bound + 1 : from + step;
            }
        }
        return from;
    }

    private static long Last(SqliteConnection journal)
    {
        var last = 0L;
        foreach (
            var sql in (string[])
                ["SELECT max(ordering) FROM journal", "SELECT seq FROM sqlite_sequence WHERE name = 'journal'"]
        )
        {
            try
            {
                last = Math.Max(last, JournalConnection.Scalar(journal, sql) as long? ?? 0);
            }
            catch (SqliteException e) when (JournalConnection.IsDamage(e))
            {
                // Then the other one knows, or nobody.
            }
        }
        return last;
    }
}
