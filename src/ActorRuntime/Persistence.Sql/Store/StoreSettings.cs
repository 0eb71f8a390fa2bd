namespace CacheActors.Persistence.Sql;

/// <summary>How a database file is opened and used.</summary>
/// <param name="Path">The file.</param>
/// <param name="Synchronous">FULL: an answered write survives a power cut. NORMAL: it survives a crash of the process.</param>
/// <param name="AutoInitialize">Create missing tables and indexes.</param>
/// <param name="BusyTimeout">How long a write waits for another process that holds the write lock.</param>
/// <param name="BatchSize">The most rows in one transaction.</param>
/// <param name="BufferSize">The most writes that may wait; one more is refused.</param>
/// <param name="ReplayBatchSize">Rows read before other readers get their turn.</param>
/// <param name="Readers">The most threads, each with a connection of its own, that read at once.</param>
/// <param name="Pragmas">SQL that the writing connection runs when it is opened.</param>
internal sealed record StoreSettings(
    string Path,
    SynchronousMode Synchronous = SynchronousMode.Full,
    bool AutoInitialize = true,
    TimeSpan BusyTimeout = default,
    int BatchSize = 1000,
    int BufferSize = 500_000,
    int ReplayBatchSize = 1000,
    int Readers = 2,
    string Pragmas = ""
);
