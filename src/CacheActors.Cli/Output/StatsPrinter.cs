namespace CacheActors.Cli.Output;

/// <summary>Counts and sizes, as JSON and as a table.</summary>
internal static class StatsPrinter
{
    public static StatsJson ToJson(CacheStatistics statistics) =>
        new(
            statistics.Entries,
            statistics.Bytes,
            statistics.States.ToDictionary(s => s.Key, s => s.Value.Entries),
            statistics.States.ToDictionary(s => s.Key, s => s.Value.Bytes),
            statistics.SavedBytes,
            statistics.Hits,
            statistics.Misses,
            Math.Round(statistics.HitRate, 4),
            statistics.Pinned,
            statistics.Referenced,
            statistics.BudgetBytes,
            new DedupJson(statistics.Contents, statistics.Entries, statistics.DeduplicatedBytes)
        );

    public static void Print(Terminal terminal, CacheStatistics statistics)
    {
        var table = new Table("State", ">Entries", ">Size", ">Saved");
        foreach (var (state, totals) in statistics.States)
        {
            table.Add(
                state,
                totals.Entries.ToString(),
                Units.Bytes(totals.Bytes),
                state == "m4a" ? Units.Bytes(statistics.SavedBytes) : ""
            );
        }

        table.Add(
            "all",
            statistics.Entries.ToString(),
            Units.Bytes(statistics.Bytes),
            Units.Bytes(statistics.SavedBytes)
        );
        table.WriteTo(terminal);
        terminal.Out.WriteLine(
            $"Hits: {statistics.Hits}, misses: {statistics.Misses}, hit rate {Units.Share(statistics.HitRate)}."
        );
        terminal.Out.WriteLine(
            $"On disk: {Units.Bytes(statistics.ContentBytes)} of {Units.Bytes(statistics.BudgetBytes)} in {Units.Count(statistics.Contents, "file")}; "
                + $"{Units.Bytes(statistics.DeduplicatedBytes)} saved by sharing equal ones."
        );
        terminal.Out.WriteLine($"Pinned: {statistics.Pinned}, referenced: {statistics.Referenced}.");
    }
}

/// <summary>What <c>stats</c> prints.</summary>
/// <param name="Entries">All entries.</param>
/// <param name="Bytes">Of their files.</param>
/// <param name="States">Entries per state.</param>
/// <param name="StateBytes">Bytes per state.</param>
internal sealed record StatsJson(
    long Entries,
    long Bytes,
    IReadOnlyDictionary<string, long> States,
    IReadOnlyDictionary<string, long> StateBytes,
    long SavedBytes,
    long Hits,
    long Misses,
    double HitRate,
    long Pinned,
    long Referenced,
    long BudgetBytes,
    DedupJson Dedup
);

/// <summary>How much equal content is shared.</summary>
/// <param name="Files">Different files.</param>
/// <param name="References">Entries that they stand for.</param>
/// <param name="SavedBytes">Bytes that sharing saves.</param>
internal sealed record DedupJson(long Files, long References, long SavedBytes);
