using Microsoft.Data.Sqlite;

namespace CacheActors.Persistence.Sql;

/// <summary>A folder of its own for one test's database file, and a view of that file that does not use the store's code.</summary>
internal sealed class StoreFolder : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string _folder = Directory.CreateTempSubdirectory("sqlite-store-").FullName;
    private readonly List<SqliteStore> _stores = [];

    public StoreFolder()
    {
        Settings = new StoreSettings(Path.Combine(_folder, "journal.db"), BusyTimeout: TimeSpan.FromSeconds(10));
    }

    public StoreSettings Settings { get; set; }

    /// <summary>One event as the tests write it.</summary>
    public static JournalRow Row(
        string persistenceId,
        long sequenceNr,
        string message = "payload",
        params string[] tags
    ) =>
        new(
            persistenceId,
            sequenceNr,
            638_000_000_000_000_000,
            System.Text.Encoding.UTF8.GetBytes(message),
            "m1",
            77,
            "writer-1",
            tags
        );

    public SqliteStore Open()
    {
        var store = new SqliteStore(Settings);
        _stores.Add(store);
        return store;
    }

    public void Close(SqliteStore store)
    {
        _stores.Remove(store);
        store.Close(Patience);
    }

    /// <summary>The first column of what a query returns, as text.</summary>
    public List<string> Query(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.IsDBNull(0) ? "null" : reader.GetString(0));
        }

        return rows;
    }

    /// <summary>Another process's write lock, held until it is disposed.</summary>
    public IDisposable HoldWriteLock()
    {
        var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>Transactions in the write-ahead log: the frames that end one carry the size of the database.</summary>
    public int CommitsInLog()
    {
        var log = File.ReadAllBytes(Settings.Path + "-wal").AsSpan();
        var frame = 24 + (int)System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(log[8..]);
        var commits = 0;
        for (var rest = log[32..]; rest.Length >= frame; rest = rest[frame..])
        {
            commits += System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(rest[4..]) > 0 ? 1 : 0;
        }

        return commits;
    }

    public static async Task<List<StoredEvent>> Replay(
        SqliteStore store,
        string persistenceId,
        long from = 1,
        long to = long.MaxValue,
        long max = long.MaxValue
    )
    {
        var events = new List<StoredEvent>();
        await store.Replay(persistenceId, from, to, max, events.Add);
        return events;
    }

    public void Dispose()
    {
        _stores.ForEach(store => store.Close(Patience));
        Directory.Delete(_folder, recursive: true);
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Settings.Path};Pooling=False");
        connection.Open();
        return connection;
    }
}
