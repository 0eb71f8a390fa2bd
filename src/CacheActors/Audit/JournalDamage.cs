using CacheActors.Journal;
using Microsoft.Data.Sqlite;

namespace CacheActors.Audit;

/// <summary>Stretches of the journal that cannot be read, because pages of the file are torn or overwritten.</summary>
internal sealed class JournalDamage
{
    // Rows are looked for one place after the other, so that none that can be read is missed; behind so many places, in
    // growing steps, so that a file whose rest is gone does not take for ever.
    private const int PatientSteps = 20_000;

    private JournalDamage(bool any, bool ofTags, IReadOnlyList<(long From, long To)> unreadable)
    {
        Any = any;
        OfTags = ofTags;
        Unreadable = unreadable;
    }

    public static JournalDamage None { get; } = new(any: false, ofTags: false, []);

    /// <summary>True also when every row can be read, and only an index cannot.</summary>
    public bool Any { get; }

    /// <summary>True when the tags of rows cannot be read, whatever can of the rows.</summary>
    public bool OfTags { get; }

    /// <summary>Places in the journal, both ends included, in order.</summary>
    public IReadOnlyList<(long From, long To)> Unreadable { get; }

    /// <summary>Looks at every row.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="lastKnown">A place that rows are known to reach.</param>
    public static JournalDamage Find(SqliteConnection journal, long lastKnown)
    {
        var unreadable = new List<(long From, long To)>();
        using var rows = new SqliteStatement(
            journal,
            $"SELECT {JournalRows.Columns} FROM journal WHERE ordering >= ?1 ORDER BY ordering"
        );
        var bound = Last(journal, lastKnown);
        var from = long.MinValue;
        while (!TryRead(rows, from, out var last))
        {
            var firstBad = last is { } good ? good + 1 : from;
            if (firstBad > bound)
            {
                // Behind everything that is known to be there: nothing is left to be found.
                unreadable.Add((firstBad, long.MaxValue));
                break;
            }
            // Places before 1 are never given out by the journal.
            from = FirstReadable(rows, Math.Max(firstBad, 0) + 1, bound);
            unreadable.Add((firstBad, from - 1));
        }
        return new JournalDamage(any: true, ofTags: !CanReadTags(journal), unreadable);
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
            if (lastBad >= to)
            {
                yield break;
            }
            from = lastBad + 1;
        }
        if (from <= to)
        {
            yield return (from, to);
        }
    }

    /// <summary>The stretches, for a person.</summary>
    public override string ToString() =>
        string.Join(
            ", ",
            Unreadable.Select(stretch =>
                stretch.From == stretch.To ? $"{stretch.From}"
                : stretch.To == long.MaxValue ? $"from {stretch.From} on"
                : stretch.From < 1 ? $"up to {stretch.To}"
                : $"{stretch.From} to {stretch.To}"
            )
        );

    private static bool CanReadTags(SqliteConnection journal)
    {
        using var tags = JournalRows.Tags(journal);
        if (tags is null)
        {
            return true;
        }
        tags.Start(long.MinValue, long.MaxValue);
        bool? row;
        do
        {
            row = tags.TryStep();
        } while (row == true);
        return row is not null;
    }

    private static bool TryRead(SqliteStatement rows, long from, out long? last)
    {
        last = null;
        rows.Start(from);
        while (rows.TryStep() is var row && row != false)
        {
            // Pages that lead back to where one came from never end.
            if (row is null || rows.Int64(0) <= last)
            {
                return false;
            }
            last = rows.Int64(0);
        }
        return true;
    }

    private static long FirstReadable(SqliteStatement rows, long from, long bound)
    {
        var step = 1L;
        for (var tries = 0; from <= bound; tries++)
        {
            rows.Start(from);
            if (rows.TryStep() is not null)
            {
                return from;
            }
            step = tries < PatientSteps ? 1 : step * 2;
            from = bound - from < step ? bound + 1 : from + step;
        }
        return from;
    }

    // What the journal counted itself, where that can be read: the last row of a damaged table may be anything.
    private static long Last(SqliteConnection journal, long lastKnown)
    {
        foreach (
            var sql in (string[])
                ["SELECT seq FROM sqlite_sequence WHERE name = 'journal'", "SELECT max(ordering) FROM journal"]
        )
        {
            try
            {
                if (journal.Scalar(sql) is long last)
                {
                    return Math.Max(last, lastKnown);
                }
            }
            catch (SqliteException e) when (SqliteFaults.IsDamage(e))
            {
                // Then the other one knows, or nobody.
            }
        }
        return lastKnown;
    }
}
