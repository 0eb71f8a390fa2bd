using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace CacheActors.Benchmarks.ActorRuntime;

/// <summary>What a program without actors would do to the tables of a journal: prepared statements of Microsoft.Data.Sqlite.</summary>
internal static class RawJournal
{
    private const string Columns =
        "created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid";

    /// <summary>Writes the rows of a journal into a new file of the same shape and gives the seconds that the inserts took.</summary>
    public static double Copy(string source, string path, int rowsPerTransaction)
    {
        using var from = Open(source);
        using var to = Open(path);
        Execute(to, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
        using (var schema = from.CreateCommand())
        {
            schema.CommandText =
                "SELECT sql FROM sqlite_master WHERE tbl_name IN ('journal', 'tags') AND sql IS NOT NULL";
            using var statements = schema.ExecuteReader();
            while (statements.Read())
            {
                Execute(to, statements.GetString(0));
            }
        }

        var rows = ReadRows(from);
        using var insert = to.CreateCommand();
        insert.CommandText = $"INSERT INTO journal ({Columns}) VALUES ($0, $1, $2, $3, $4, $5, $6, $7)";
        for (var i = 0; i < 8; i++)
        {
            insert.Parameters.AddWithValue($"${i}", DBNull.Value);
        }

        insert.Prepare();

        GC.Collect();
        var started = Stopwatch.GetTimestamp();
        foreach (var chunk in rows.Chunk(rowsPerTransaction))
        {
            using var transaction = to.BeginTransaction();
            insert.Transaction = transaction;
            foreach (var row in chunk)
            {
                for (var i = 0; i < row.Length; i++)
                {
                    insert.Parameters[i].Value = row[i];
                }

                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Reads the events of each entity by a prepared query, and gives the seconds that it took.</summary>
    public static double Read(string path, IReadOnlyCollection<string> persistenceIds, int eventsEach)
    {
        using var connection = Open(path);
        using var select = connection.CreateCommand();
        select.CommandText =
            "SELECT sequence_number, message, manifest, identifier FROM journal "
            + "WHERE persistence_id = $0 ORDER BY sequence_number";
        var persistenceId = select.Parameters.AddWithValue("$0", "");
        select.Prepare();

        GC.Collect();
        var started = Stopwatch.GetTimestamp();
        foreach (var id in persistenceIds)
        {
            persistenceId.Value = id;
            Check(ReadEntity(select), eventsEach);
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public static int CountRows(string path)
    {
        using var connection = Open(path);
        using var count = connection.CreateCommand();
        count.CommandText = "SELECT count(*) FROM journal";
        return Convert.ToInt32(count.ExecuteScalar());
    }

    public static void Check(long found, long expected)
    {
        if (found != expected)
        {
            throw new InvalidOperationException($"There are {found} events, not {expected}.");
        }
    }

    /// <summary>The last sequence number, checked against the number of events.</summary>
    private static long ReadEntity(SqliteCommand select)
    {
        using var reader = select.ExecuteReader();
        var last = 0L;
        var notes = 0L;
        while (reader.Read())
        {
            last = reader.GetInt64(0);
            var message = reader.GetFieldValue<byte[]>(1);
            if (
                reader.GetInt32(3) == NoteSerializer.Id
                && NoteSerializer.Read(message, reader.GetString(2)).Text.Length > 0
            )
            {
                notes++;
            }
        }

        Check(notes, last);
        return last;
    }

    private static List<object[]> ReadRows(SqliteConnection from)
    {
        using var select = from.CreateCommand();
        select.CommandText = $"SELECT {Columns} FROM journal ORDER BY ordering";
        using var reader = select.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
