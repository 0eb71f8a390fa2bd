using System.Collections.Concurrent;
using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Journal;
using Microsoft.Data.Sqlite;

namespace CacheActors.Views.EntryList;

/// <summary>
/// Finds what plays by one prepared query, on the caller's thread: a lookup takes some microseconds, less than the way to
/// another thread and back. Connections are pooled, because one serves one thread at a time. Thread-safe.
/// </summary>
internal sealed class EntryLookup(CacheFolder folder) : IDisposable
{
    private static readonly int MostIdle = Environment.ProcessorCount * 2;

    private readonly ConcurrentQueue<Connection> _idle = new();
    private volatile bool _disposed;

    /// <param name="key">The entry.</param>
    /// <param name="generation">Of the views; a connection of another generation has another file open.</param>
    /// <param name="audio">What plays.</param>
    /// <exception cref="SqliteException">The views cannot be read.</exception>
    public Answer Find(EntryKey key, int generation, out CachedAudio? audio)
    {
        audio = null;
        if (Rent(generation) is not { } connection)
        {
            return Answer.Unknown;
        }
        try
        {
            if (!connection.TryFind(key, out var state, out var durationMs) || state == EntryStates.Evicted)
            {
                Return(connection);
                return Answer.Absent;
            }
            Return(connection);
            if (state == EntryStates.Missing)
            {
                return Answer.Unknown;
            }
            var format = state == EntryStates.M4a ? AudioFormat.M4a : AudioFormat.Wav;
            audio = new CachedAudio(
                key,
                folder.AudioPath(key, format),
                TimeSpan.FromMilliseconds(durationMs),
                Hit: true
            );
            return Answer.Plays;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryDequeue(out var connection))
        {
            connection.Dispose();
        }
    }

    private Connection? Rent(int generation)
    {
        while (_idle.TryDequeue(out var idle))
        {
            if (idle.Generation == generation)
            {
                return idle;
            }
            idle.Dispose();
        }
        return !_disposed && ViewDatabase.OpenReadOnly(folder.ViewsPath) is { } views
            ? new Connection(views, generation)
            : null;
    }

    private void Return(Connection connection)
    {
        if (_idle.Count < MostIdle)
        {
            _idle.Enqueue(connection);
        }
        else
        {
            connection.Dispose();
        }
        if (_disposed)
        {
            Dispose();
        }
    }

    /// <summary>What the views say of an entry.</summary>
    internal enum Answer
    {
        /// <summary>They do not say.</summary>
        Unknown,

        /// <summary>It has no audio.</summary>
        Absent,

        /// <summary>It plays.</summary>
        Plays,
    }

    private sealed class Connection : IDisposable
    {
        private readonly SqliteConnection _views;
        private readonly SqliteStatement _find;

        public Connection(SqliteConnection views, int generation)
        {
            Generation = generation;
            _views = views;
            // Seconds, and the least there is: who would have to wait for a lock asks the entry.
            views.DefaultTimeout = 1;
            _find = new SqliteStatement(views, "SELECT state, duration_ms FROM cache_entries WHERE key = ?1");
        }

        public int Generation { get; }

        public bool TryFind(EntryKey key, out string state, out long durationMs)
        {
            _find.Bind(1, key.Value);
            try
            {
                var found = _find.Step();
                state = found ? _find.Text(0) : "";
                durationMs = found ? _find.Int64(1) : 0;
                return found;
            }
            finally
            {
                _find.Reset();
            }
        }

        public void Dispose()
        {
            _find.Dispose();
            _views.Dispose();
        }
    }
}
