using Microsoft.Data.Sqlite;

namespace CacheActors.Persistence.Sql;

/// <summary>
/// A few threads that read, each with a connection of its own, so that nobody waits for the writer or blocks a dispatcher.
/// A thread is started when a read waits and no thread is free.
/// </summary>
internal sealed class StoreReaders(StoreSettings settings, StoreFile file)
{
    private readonly object _gate = new();
    private readonly Queue<IReadJob> _waiting = new();
    private readonly List<Thread> _threads = [];
    private int _idle;
    private bool _closing;

    private interface IReadJob
    {
        /// <summary>Answers the caller. False: the connection must not be used again.</summary>
        bool Run(Func<ReaderConnection> connect);

        void Fail(Exception cause);
    }

    /// <summary>Reads on one of the threads. The answer's continuations run there too and must be short.</summary>
    public Task<T> Read<T>(Func<ReaderConnection, T> read)
    {
        var job = new ReadJob<T>(read);
        lock (_gate)
        {
            if (!_closing)
            {
                _waiting.Enqueue(job);
                if (_idle < _waiting.Count && _threads.Count < settings.Readers)
                {
                    var thread = new Thread(Run) { IsBackground = true, Name = "journal-reader" };
                    _threads.Add(thread);
                    thread.Start();
                }
                else
                {
                    Monitor.Pulse(_gate);
                }

                return job.Task;
            }
        }

        job.Fail(new ObjectDisposedException(nameof(StoreReaders), $"The database '{settings.Path}' is closed."));
        return job.Task;
    }

    /// <summary>Finishes the reads that wait, and returns when this is done or the patience is over.</summary>
    public void Close(TimeSpan patience)
    {
        Thread[] threads;
        lock (_gate)
        {
            _closing = true;
            Monitor.PulseAll(_gate);
            threads = [.. _threads];
        }

        foreach (var thread in threads)
        {
            thread.Join(patience);
        }
    }

    private void Run()
    {
        var jobs = new List<IReadJob>();
        ReaderConnection? connection = null;
        while (TakeJobs(jobs))
        {
            // One state of the database for all of them, no older than the last one's question, saves locks of the file.
            var shared = jobs.Count > 1 && TryBegin();
            foreach (var job in jobs)
            {
                if (!job.Run(Connect))
                {
                    Discard();
                }
            }

            if (shared && connection?.TryEnd() == false)
            {
                Discard();
            }
        }

        Discard();

        bool TryBegin()
        {
            if (connection?.TryBegin() == false)
            {
                Discard(); // Each read then goes alone, and tells what is wrong if it still is.
            }

            return connection is not null;
        }

        void Discard()
        {
            connection?.Dispose();
            connection = null;
        }

        ReaderConnection Connect() => connection ??= new ReaderConnection(file.OpenForReading());
    }

    /// <summary>Takes this thread's share of what waits. False when there is no more to come.</summary>
    private bool TakeJobs(List<IReadJob> jobs)
    {
        jobs.Clear();
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_closing)
            {
                _idle++;
                Monitor.Wait(_gate);
                _idle--;
            }

            for (var share = (_waiting.Count + _threads.Count - 1) / _threads.Count; share > 0; share--)
            {
                jobs.Add(_waiting.Dequeue());
            }
        }

        return jobs.Count > 0;
    }

    private sealed class ReadJob<T>(Func<ReaderConnection, T> read) : TaskCompletionSource<T>, IReadJob
    {
        public bool Run(Func<ReaderConnection> connect)
        {
            T result;
            try
            {
                result = read(connect());
            }
            catch (Exception e)
            {
                SetException(e);
                return e is not SqliteException;
            }

            SetResult(result);
            return true;
        }

        public void Fail(Exception cause) => SetException(cause);
    }
}
