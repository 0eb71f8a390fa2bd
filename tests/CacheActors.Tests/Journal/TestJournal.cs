using CacheActors.Domain.Entries;
using CacheActors.Journal;
using Microsoft.Data.Sqlite;

namespace CacheActors.Tests.Journal;

/// <summary>A journal file written by hand, with the table that Akka.Persistence.Sql creates.</summary>
internal sealed class TestJournal : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<EntryKey, long> _sequenceNumbers = [];

    public TestJournal(string path)
    {
        SqliteLibrary.Use();
        _connection = new SqliteConnection($"Data Source={path};Pooling=False");
        _connection.Open();
        Execute(
            """
            PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;
            CREATE TABLE journal (ordering INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, created BigInt NOT NULL,
              deleted Bit NOT NULL, persistence_id NVarChar(255) NOT NULL, sequence_number BigInt NOT NULL,
              message VarBinary NOT NULL, manifest NVarChar(500) NULL, identifier INTEGER NULL, writer_uuid NVarChar(128) NULL);
            """
        );
    }

    public void Append(EntryKey key, params IEnumerable<EntryEvent> events)
    {
        using var transaction = _connection.BeginTransaction();
        foreach (var entryEvent in events)
        {
            var sequenceNumber = _sequenceNumbers.GetValueOrDefault(key) + 1;
            _sequenceNumbers[key] = sequenceNumber;
            AppendRow(
                EntryPersistenceId.Of(key),
                sequenceNumber,
                EntryEventFormat.Manifest(entryEvent),
                EntryEventFormat.ToBytes(entryEvent)
            );
        }
        transaction.Commit();
    }

    /// <summary>The same first event for many entries, in one transaction.</summary>
    public void AppendEach(IEnumerable<EntryKey> keys, EntryEvent first)
    {
        using var transaction = _connection.BeginTransaction();
        foreach (var key in keys)
        {
            AppendRow(
                EntryPersistenceId.Of(key),
                sequenceNumber: 1,
                EntryEventFormat.Manifest(first),
                EntryEventFormat.ToBytes(first)
            );
        }
        transaction.Commit();
    }

    public void AppendRow(string persistenceId, long sequenceNumber, string manifest, byte[] message)
    {
        using var command = _connection.CreateCommand();
        command.CommandText =
            "INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier) "
            + "VALUES (0, 0, $id, $number, $message, $manifest, 1100)";
        command.Parameters.AddWithValue("$id", persistenceId);
        command.Parameters.AddWithValue("$number", sequenceNumber);
        command.Parameters.AddWithValue("$message", message);
        command.Parameters.AddWithValue("$manifest", manifest);
        command.ExecuteNonQuery();
    }

    public void Dispose() => _connection.Dispose();

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
