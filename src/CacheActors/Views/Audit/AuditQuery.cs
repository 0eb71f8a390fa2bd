using CacheActors.Domain.Reconciliation;
using CacheActors.Views.EntryList;
using Microsoft.Data.Sqlite;

namespace CacheActors.Views.Audit;

/// <summary>Questions to <c>cache_audit</c>. Calls block.</summary>
internal static class AuditQuery
{
    /// <summary>Runs, the newest first.</summary>
    public static IReadOnlyList<ReconciliationRecord> Newest(SqliteConnection views, int limit)
    {
        using var command = views.CreateCommand();
        command.CommandText =
            "SELECT batch_id, mode, deep, key, corrected_from, started_at, ended_at, outcome, files_scanned, "
            + "entries_scanned, found, fixed, failures, expired FROM cache_audit "
            + "ORDER BY corrected_from DESC, batch_id LIMIT $limit";
        command.Parameters.AddWithValue("$limit", limit);
        var runs = new List<ReconciliationRecord>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            runs.Add(Read(reader));
        }
        return runs;
    }

    private static ReconciliationRecord Read(SqliteDataReader row)
    {
        var isOver = !row.IsDBNull(6);
        return new ReconciliationRecord(
            row.GetString(0),
            Enum.Parse<RunMode>(row.GetString(1)),
            row.GetBoolean(2),
            row.IsDBNull(3) ? null : row.GetString(3),
            EntryRow.Time(row.GetString(isOver ? 5 : 4)),
            isOver ? EntryRow.Time(row.GetString(6)) : null,
            isOver ? Enum.Parse<RunOutcome>(row.GetString(7)) : null,
            isOver ? row.GetInt64(8) : 0,
            isOver ? row.GetInt64(9) : 0,
            isOver ? row.GetInt32(10) : 0,
            isOver ? row.GetInt32(11) : 0,
            isOver ? row.GetInt32(12) : 0,
            isOver ? row.GetInt32(13) : 0
        );
    }
}
