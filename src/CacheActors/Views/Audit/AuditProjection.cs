using System.Text.Json;
using CacheActors.Domain.Reconciliation;
using CacheActors.Journal;
using CacheActors.Views.EntryList;
using Microsoft.Data.Sqlite;

namespace CacheActors.Views.Audit;

/// <summary>Reads what runs of reconciliation journaled, and writes <c>cache_audit</c>. Calls block.</summary>
internal sealed class AuditProjection(string journalPath, SqliteConnection views) : IDisposable
{
    private SqliteConnection? _journal;

    /// <summary>Applies the runs' events in a part of the journal.</summary>
    /// <param name="after">The place before it.</param>
    /// <param name="upTo">Its last place.</param>
    /// <param name="transaction">The one that also stores the offset.</param>
    /// <returns>How many they were.</returns>
    public int Apply(long after, long upTo, SqliteTransaction transaction)
    {
        var events = ReadEvents(after, upTo);
        foreach (var happened in events)
        {
            Apply(happened, transaction);
        }
        return events.Count;
    }

    public void Dispose() => _journal?.Dispose();

    private List<ReconciliationEvent> ReadEvents(long after, long upTo)
    {
        try
        {
            _journal ??= Open();
            using var select = _journal.CreateCommand();
            select.CommandText =
                "SELECT ordering, manifest, message FROM journal WHERE persistence_id = $id AND deleted = 0 "
                + "AND ordering > $after AND ordering <= $upTo ORDER BY sequence_number";
            select.Parameters.AddWithValue("$id", ReconciliationEventFormat.PersistenceId);
            select.Parameters.AddWithValue("$after", after);
            select.Parameters.AddWithValue("$upTo", upTo);
            var events = new List<ReconciliationEvent>();
            using var reader = select.ExecuteReader();
            while (reader.Read())
            {
                events.Add(Read(reader));
            }
            return events;
        }
        catch (SqliteException e) when (SqliteFaults.IsDamage(e))
        {
            throw new JournalDamagedException($"The journal {journalPath} cannot be read: {e.Message}", e);
        }
    }

    private static ReconciliationEvent Read(SqliteDataReader reader)
    {
        try
        {
            return ReconciliationEventFormat.FromBytes(
                reader.GetFieldValue<byte[]>(2),
                reader.IsDBNull(1) ? "" : reader.GetString(1)
            );
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new JournalDamagedException(
                $"The journal's row {reader.GetInt64(0)} (reconciliation) cannot be read: {e.Message}",
                e
            );
        }
    }

    private void Apply(ReconciliationEvent happened, SqliteTransaction transaction)
    {
        using var command = views.CreateCommand();
        command.Transaction = transaction;
        command.Parameters.AddWithValue("$batch", happened.BatchId);
        command.Parameters.AddWithValue("$at", EntryRow.Time(happened.At));
        switch (happened)
        {
            case ReconciliationEvent.RunStarted started:
                command.CommandText =
                    "INSERT INTO cache_audit (batch_id, mode, deep, key, corrected_from) "
                    + "VALUES ($batch, $mode, $deep, $key, $at)";
                command.Parameters.AddWithValue("$mode", started.Mode.ToString());
                command.Parameters.AddWithValue("$deep", started.Deep);
                command.Parameters.AddWithValue("$key", (object?)started.Key ?? DBNull.Value);
                break;
            case ReconciliationEvent.RunFinished finished:
                command.CommandText =
                    "UPDATE cache_audit SET started_at = $started, ended_at = $at, outcome = $outcome, "
                    + "files_scanned = $files, entries_scanned = $entries, found = $found, fixed = $fixed, "
                    + "failures = $failures, expired = $expired WHERE batch_id = $batch";
                command.Parameters.AddWithValue("$started", EntryRow.Time(finished.StartedAt));
                command.Parameters.AddWithValue("$outcome", finished.Outcome.ToString());
                command.Parameters.AddWithValue("$files", finished.FilesScanned);
                command.Parameters.AddWithValue("$entries", finished.EntriesScanned);
                command.Parameters.AddWithValue("$found", finished.Found);
                command.Parameters.AddWithValue("$fixed", finished.Fixed);
                command.Parameters.AddWithValue("$failures", finished.Failures);
                command.Parameters.AddWithValue("$expired", finished.Expired);
                break;
        }
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        var journal = new SqliteConnection(SqliteFiles.ReadOnly(journalPath));
        try
        {
            journal.Open();
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }
}
