using Microsoft.Data.Sqlite;

namespace CacheActors.Journal;

/// <summary>
/// The journal as it is at one moment, entry by entry: what is written meanwhile is not in it. While it is open the
/// journal's log only grows. Calls block; one thread at a time.
/// </summary>
internal sealed class JournalSnapshot : IDisposable
{
    // What is sorted at a time, in memory.
    private const long PartitionBytes = 16 * 1024 * 1024;
    private const int MaxPartitions = 256;
    private const int SamplesPerPartition = 16;

    private readonly SqliteConnection? _journal;

    /// <param name="path">The journal; one that is not there is empty.</param>
    /// <param name="upTo">The last place that counts.</param>
    /// <exception cref="SqliteException">The journal cannot be read.</exception>
    public JournalSnapshot(string path, long upTo = long.MaxValue)
    {
        Path = path;
        _journal = JournalConnection.Open(path);
        if (_journal is null)
        {
            return;
        }
        try
        {
            JournalConnection.HoldStill(_journal);
            using var last = new SqliteStatement(_journal, "SELECT max(ordering) FROM journal");
            LastOrdering = Math.Min(last.Step() ? last.Int64(0) : 0, upTo);
        }
        catch
        {
            _journal.Dispose();
            throw;
        }
    }

    /// <summary>The journal's file.</summary>
    public string Path { get; }

    /// <summary>The place of the newest row; 0 when there is none.</summary>
    public long LastOrdering { get; }

    /// <summary>
    /// Every row: those of one entry together, in the order in which they happened, entries in the order of keys. The file is
    /// read from its beginning to its end and sorted: by the index, which jumps, it takes several times as long.
    /// </summary>
    /// <param name="temporaryFolder">Gets what is not sorted in memory: at the most as much as the journal holds.</param>
    /// <exception cref="JournalDamagedException">The journal is damaged.</exception>
    /// <exception cref="StorageException">A temporary file cannot be written or read.</exception>
    public IEnumerable<JournalRecord> ByEntry(string temporaryFolder)
    {
        if (_journal is null)
        {
            yield break;
        }

        using var partitions = new RowPartitions(Bounds(_journal), temporaryFolder);
        Collect(_journal, partitions);
        foreach (var record in partitions.InOrder())
        {
            yield return record;
        }
    }

    public void Dispose() => _journal?.Dispose();

    /// <summary>Reads one half of the journal here and the other beside it: what SQLite does for a row is what takes the time.</summary>
    private void Collect(SqliteConnection journal, RowPartitions to)
    {
        var middle = LastOrdering / 2;
        var newer = Task.Factory.StartNew(
            () =>
            {
                // It may see more than the other: what comes after the last place is left out.
                using var beside =
                    JournalConnection.Open(Path) ?? throw new JournalDamagedException($"The journal {Path} is gone.");
                Collect(beside, middle, LastOrdering, to);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        try
        {
            Collect(journal, 0, middle, to);
        }
        finally
        {
            Task.WaitAny(newer);
        }
        newer.GetAwaiter().GetResult();
    }

    private void Collect(SqliteConnection journal, long after, long upTo, RowPartitions to)
    {
        using var rows = new SqliteStatement(
            journal,
            $"SELECT {JournalRecord.Columns} FROM journal WHERE deleted = 0 AND ordering > ?1 AND ordering <= ?2 "
                + "ORDER BY ordering"
        );
        rows.Bind(1, after);
        rows.Bind(2, upTo);
        while (Step(rows))
        {
            to.Add(rows);
        }
    }

    /// <summary>Persistence ids that part the journal in about equal portions, found by samples from all over it.</summary>
    private byte[][] Bounds(SqliteConnection journal)
    {
        var bytes = (long)journal.Scalar("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")!;
        var partitions = (int)Math.Clamp(bytes / PartitionBytes, 1, MaxPartitions);
        var samples = new List<byte[]>();
        using var row = new SqliteStatement(
            journal,
            "SELECT persistence_id FROM journal WHERE ordering >= ?1 ORDER BY ordering LIMIT 1"
        );
        for (var i = 0; partitions > 1 && i < partitions * SamplesPerPartition; i++)
        {
            row.Start(LastOrdering * i / (partitions * SamplesPerPartition));
            if (Step(row))
            {
                samples.Add(row.Bytes(0).ToArray());
            }
        }
        samples.Sort(static (one, other) => one.AsSpan().SequenceCompareTo(other));
        return [.. samples.Where((_, i) => i > 0 && i % SamplesPerPartition == 0)];
    }

    private bool Step(SqliteStatement rows)
    {
        try
        {
            return rows.Step();
        }
        catch (SqliteException e) when (SqliteFaults.IsDamage(e))
        {
            throw new JournalDamagedException($"The journal {Path} cannot be read: {e.Message}", e);
        }
    }
}
