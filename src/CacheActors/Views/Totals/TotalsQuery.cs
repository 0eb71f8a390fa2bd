using Microsoft.Data.Sqlite;

namespace CacheActors.Views.Totals;

/// <summary>Reads <c>cache_totals</c>.</summary>
internal static class TotalsQuery
{
    public static CacheStatistics Read(SqliteConnection connection)
    {
        var totals = new Dictionary<string, long>(StringComparer.Ordinal);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name, value FROM cache_totals";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            totals[reader.GetString(0)] = reader.GetInt64(1);
        }

        var states = new Dictionary<string, StateTotals>(StringComparer.Ordinal);
        foreach (var state in EntryStates.All)
        {
            states[state] = new StateTotals(totals[TotalsSchema.EntriesIn(state)], totals[TotalsSchema.BytesIn(state)]);
        }

        return new CacheStatistics(
            states,
            totals[TotalsSchema.SavedBytes],
            totals[TotalsSchema.Hits],
            totals[TotalsSchema.Misses],
            totals[TotalsSchema.Pinned],
            totals[TotalsSchema.Referenced],
            totals[TotalsSchema.Contents],
            totals[TotalsSchema.ContentBytes]
        );
    }
}
