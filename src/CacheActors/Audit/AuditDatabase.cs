using System.Globalization;
using CacheActors.Files;
using CacheActors.Journal;
using Microsoft.Data.Sqlite;

namespace CacheActors.Audit;

/// <summary>The file <c>audit.db</c>: the chain of seals over the journal. Blocks; not thread-safe.</summary>
internal sealed class AuditDatabase : IDisposable
{
    private const long SchemaVersion = 1;

    // SQLite's SQLITE_ERROR: a query that does not fit the tables.
    private const int NoSuchTable = 1;

    private readonly SqliteConnection _connection;

    private AuditDatabase(SqliteConnection connection) => _connection = connection;

    /// <summary>Creates the file when there is none. Has to be done before anything is journaled.</summary>
    public static void EnsureBegun(CacheFolder folder, DateTimeOffset now)
    {
        if (File.Exists(folder.AuditPath))
        {
            return;
        }

        using var journal = new JournalReader(folder.JournalPath);
        var last = journal.LastOrdering();
        Begin(folder.AuditPath, new SealBegin(now, last == 0 ? SealReason.NewJournal : SealReason.SealMissing, last));
    }

    /// <summary>Creates the file, in place of whatever has its name: either whole or not at all.</summary>
    public static void Begin(string path, SealBegin begin)
    {
        SqliteLibrary.Use();
        var staged = path + ".new";
        File.Delete(staged);
        using (var connection = new SqliteConnection(SqliteFiles.ReadWrite(staged)))
        {
            connection.Open();
            connection.Execute(
                FormattableString.Invariant(
                    $"""
                    PRAGMA synchronous = FULL;
                    PRAGMA journal_mode = WAL;
                    BEGIN;
                    CREATE TABLE audit_begin (
                        began_at      TEXT    NOT NULL,
                        reason        TEXT    NOT NULL,
                        last_ordering INTEGER NOT NULL
                    );
                    INSERT INTO audit_begin VALUES ('{begin.At.UtcDateTime:O}', '{begin.Reason}', {begin.LastOrdering});
                    CREATE TABLE audit_seal (
                        block         INTEGER NOT NULL PRIMARY KEY,
                        last_ordering INTEGER NOT NULL,
                        row_count     INTEGER NOT NULL,
                        sealed_at     INTEGER NOT NULL,
                        row_index     BLOB    NOT NULL,
                        seal          BLOB    NOT NULL
                    );
                    PRAGMA user_version = {SchemaVersion};
                    COMMIT;
                    """
                )
            );
        }
        // Left behind by a file that somebody deleted: SQLite would take them for this one's.
        File.Delete(path + "-wal");
        File.Delete(path + "-shm");
        DurableFile.Publish(staged, path);
    }

    /// <exception cref="InvalidDataException">It is damaged, or something else.</exception>
    /// <exception cref="CacheException">A newer version of this program wrote it.</exception>
    public static AuditDatabase OpenWritable(string path) =>
        Open(SqliteFiles.ReadWriteExisting(path), path, "PRAGMA synchronous = FULL");

    /// <summary>Opens it beside its owner, as it stands now; null when there is none.</summary>
    /// <inheritdoc cref="OpenWritable"/>
    public static AuditDatabase? OpenReadOnly(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        return Open(SqliteFiles.ReadOnly(path), path, JournalConnection.StandStill);
    }

    /// <exception cref="InvalidDataException">There is no such record, or it is none.</exception>
    public SealBegin ReadBegin()
    {
        using var query = Guard(() =>
            new SqliteStatement(_connection, "SELECT began_at, reason, last_ordering FROM audit_begin")
        );
        return
            Guard(query.Step)
            && DateTimeOffset.TryParse(
                query.Text(0),
                CultureInfo.InvariantCulture,
                DateTimeStyles.RoundtripKind,
                out var at
            )
            && Enum.TryParse<SealReason>(query.Text(1), out var reason)
            ? new SealBegin(at, reason, query.Int64(2))
            : throw new InvalidDataException("The record of how sealing began is damaged.");
    }

    /// <summary>The newest block, without its index; null when nothing is sealed yet.</summary>
    public SealedBlock? ReadLast() =>
        Read("SELECT block, last_ordering, row_count, sealed_at, x'', seal FROM audit_seal ORDER BY block DESC LIMIT 1")
            .FirstOrDefault();

    /// <summary>All blocks, in order.</summary>
    public IEnumerable<SealedBlock> ReadAll() =>
        Read("SELECT block, last_ordering, row_count, sealed_at, row_index, seal FROM audit_seal ORDER BY block");

    /// <summary>Adds blocks, all or none of them, for good.</summary>
    public void Append(IEnumerable<SealedBlock> blocks)
    {
        using var transaction = new SafeTransaction(_connection);
        using var insert = _connection.CreateCommand();
        insert.Transaction = transaction.Inner;
        insert.CommandText = "INSERT INTO audit_seal VALUES ($block, $last, $rows, $at, $index, $seal)";
        foreach (var block in blocks)
        {
            insert.Parameters.Clear();
            insert.Parameters.AddWithValue("$block", block.Number);
            insert.Parameters.AddWithValue("$last", block.Last);
            insert.Parameters.AddWithValue("$rows", block.Rows);
            insert.Parameters.AddWithValue("$at", block.SealedAt);
            insert.Parameters.AddWithValue("$index", block.Index);
            insert.Parameters.AddWithValue("$seal", block.Seal);
            insert.ExecuteNonQuery();
        }
        transaction.Commit();
    }

    public void Dispose() => _connection.Dispose();

    private IEnumerable<SealedBlock> Read(string sql)
    {
        using var query = Guard(() => new SqliteStatement(_connection, sql));
        while (Guard(query.Step))
        {
            yield return new SealedBlock(
                query.Int64(0),
                query.Int64(1),
                (int)query.Int64(2),
                query.Int64(3),
                query.Bytes(4).ToArray(),
                query.Bytes(5).ToArray()
            );
        }
    }

    private static AuditDatabase Open(string connectionString, string path, string begin)
    {
        SqliteLibrary.Use();
        var connection = new SqliteConnection(connectionString);
        try
        {
            var version = Guard(() =>
            {
                connection.Open();
                connection.Execute(begin);
                return (long)connection.Scalar("PRAGMA user_version")!;
            });
            return version switch
            {
                SchemaVersion => new AuditDatabase(connection),
                > SchemaVersion => throw new CacheException(
                    $"The audit seal {path} was written by a newer version of CacheActors. Update CacheActors."
                ),
                _ => throw new InvalidDataException("It is no audit seal."),
            };
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // Damage of this file must not be taken for damage of the journal.
    private static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException e) when (e.SqliteErrorCode == NoSuchTable || SqliteFaults.IsDamage(e))
        {
            throw new InvalidDataException(e.Message, e);
        }
    }
}
