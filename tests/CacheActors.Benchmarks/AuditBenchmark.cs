using CacheActors.Audit;
using CacheActors.Journal;

namespace CacheActors.Benchmarks;

/// <summary>
/// Sealing a journal of a million rows, and verifying its seal, against reading every column of it. Rows per second; the best
/// of some rounds, by turns.
/// </summary>
internal static class AuditBenchmark
{
    private const int Entries = 1_000_000;
    private const int Rounds = 5;

    public static async Task RunAsync()
    {
        var cache = await LargeCache.SharedAsync(Entries);
        var reads = new List<Measure>();
        var seals = new List<Measure>();
        var checks = new List<Measure>();
        for (var round = -1; round < Rounds; round++)
        {
            var read = await Measure.OfAsync(() => Run(() => Read(cache)));
            AuditDatabase.Begin(
                cache.Folder.AuditPath,
                new SealBegin(TimeProvider.System.GetUtcNow(), SealReason.NewJournal, LastOrdering: 0)
            );
            var seal = await Measure.OfAsync(() => Run(() => Seal(cache)));
            var check = await Measure.OfAsync(() => Run(() => Check(cache)));
            if (round >= 0)
            {
                reads.Add(read);
                seals.Add(seal);
                checks.Add(check);
            }
        }
        Console.WriteLine($"\n## Audit seal, {Entries:N0} rows (best of {Rounds} rounds)\n");
        Console.WriteLine("| | rows/s | rows/s and core | time against a read |");
        Console.WriteLine("|---|---|---|---|");
        Row("read all columns", reads, reads);
        Row("seal", seals, reads);
        Row("verify the seal", checks, reads);
    }

    private static void Row(string name, List<Measure> measures, List<Measure> reads) =>
        Console.WriteLine(
            $"| {name} | {Entries / measures.Min(m => m.WallSeconds):N0} | {Entries / measures.Min(m => m.CpuSeconds):N0} "
                + $"| {Measure.Median(measures.Zip(reads, (m, r) => m.WallSeconds / r.WallSeconds)):0.00} |"
        );

    private static Task Run(Func<long> rows)
    {
        var done = rows();
        return done == Entries
            ? Task.CompletedTask
            : throw new InvalidOperationException($"{done} rows, not {Entries}.");
    }

    private static long Read(LargeCache cache)
    {
        using var journal = JournalConnection.Open(cache.Folder.JournalPath)!;
        using var query = new SqliteStatement(journal, $"SELECT {JournalRows.Columns} FROM journal ORDER BY ordering");
        var rows = 0L;
        while (query.Step())
        {
            rows++;
            _ = query.Int64(0) + query.Int64(1) + query.Int64(2) + query.Int64(4) + query.Int64(7);
            _ = query.Bytes(3).Length + query.Bytes(5).Length + query.Bytes(6).Length + query.Bytes(8).Length;
        }
        return rows;
    }

    private static long Seal(LargeCache cache)
    {
        using var sealer = JournalSealer.Open(cache.Folder, TimeProvider.System, (_, e) => throw e);
        return sealer.SealAll();
    }

    private static long Check(LargeCache cache)
    {
        using var audit = AuditDatabase.OpenReadOnly(cache.Folder.AuditPath)!;
        using var journal = JournalConnection.Open(cache.Folder.JournalPath)!;
        using var check = new SealCheck(
            journal,
            JournalDamage.None,
            problem => throw new InvalidOperationException(problem.Detail)
        );
        return check.Run(audit, knownHead: null, _ => { }, CancellationToken.None).SealedEvents;
    }
}
