using System.Diagnostics;

namespace CacheActors.Persistence.Sql;

/// <summary>
/// The one writer of a database file, on a thread of its own. All writes that wait when it becomes free are one
/// transaction, so the price of a commit is shared, and every caller is answered after its commit.
/// </summary>
internal sealed class StoreWriter(StoreSettings settings, StoreFile file, Action committed)
{
    /// <summary>
    /// An entity that writes one event after the other comes back within this time, the way through its actor included. To be
    /// woken costs about as much; to look out for longer would take the processor from others when it is busy.
    /// </summary>
    private static readonly TimeSpan LonelyPatience = TimeSpan.FromMicroseconds(25);

    private readonly object _gate = new();
    private readonly Queue<WriteJob> _waiting = new();
    private Thread? _thread;
    private bool _closing;
    private bool _isOffered;
    private WriterConnection? _connection;

    /// <summary>Hands over a write. It is answered in any case: after its commit, or with what prevented it.</summary>
    public void Enqueue(WriteJob job)
    {
        Exception refusal;
        lock (_gate)
        {
            if (!_closing && _waiting.Count < settings.BufferSize)
            {
                _waiting.Enqueue(job);
                Volatile.Write(ref _isOffered, true);
                if (_thread is null)
                {
                    _thread = new Thread(Run) { IsBackground = true, Name = "journal-writer" };
                    _thread.Start();
                }

                Monitor.Pulse(_gate);
                return;
            }

            refusal = _closing
                ? new ObjectDisposedException(nameof(StoreWriter), $"The database '{settings.Path}' is closed.")
                : new InvalidOperationException(
                    $"{settings.BufferSize} writes wait for the database '{settings.Path}' (buffer-size): one more is refused."
                );
        }

        job.Answer(refusal);
    }

    /// <summary>Finishes the writes that wait, closes the file, and returns when this is done or the patience is over.</summary>
    public void Close(TimeSpan patience)
    {
        Thread? thread;
        lock (_gate)
        {
            _closing = true;
            Monitor.Pulse(_gate);
            thread = _thread;
        }

        thread?.Join(patience);
    }

    private void Run()
    {
        while (NextBatch() is { Count: > 0 } batch)
        {
            var failure = Execute(batch);
            if (failure is null)
            {
                committed();
            }

            if (IsIdle)
            {
                // Nothing waits: answering here spares a lonely writer's caller the way through the thread pool.
                Answer(batch, failure);
                if (batch.Count == 1)
                {
                    LookOutForNext();
                }

                continue;
            }

            // Answered elsewhere: what a caller does with the answer must not delay the next transaction.
            ThreadPool.UnsafeQueueUserWorkItem(
                static work => Answer(work.Batch, work.Failure),
                (Batch: batch, Failure: failure),
                preferLocal: false
            );
        }

        Discard();
    }

    private bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count == 0;
            }
        }
    }

    private static void Answer(List<WriteJob> batch, Exception? failure) => batch.ForEach(job => job.Answer(failure));

    private void LookOutForNext()
    {
        var started = Stopwatch.GetTimestamp();
        while (!Volatile.Read(ref _isOffered) && Stopwatch.GetElapsedTime(started) < LonelyPatience)
        {
            Thread.SpinWait(10);
        }
    }

    private List<WriteJob> NextBatch()
    {
        var batch = new List<WriteJob>();
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_closing)
            {
                Monitor.Wait(_gate);
            }

            for (var rows = 0; rows < settings.BatchSize && _waiting.TryDequeue(out var job); rows += job.Rows)
            {
                batch.Add(job);
            }

            _isOffered = _waiting.Count > 0;
        }

        return batch;
    }

    /// <summary>Null, or why nothing of the batch is certain to be stored.</summary>
    private Exception? Execute(List<WriteJob> batch)
    {
        var failure = TryExecute(batch, outcomeUnknown: false, out var commitFailed);
        if (failure is null || !SqliteErrors.RetryCanHelp(failure))
        {
            return failure;
        }

        // The first error tells what happened; what a second attempt says is a consequence.
        return TryExecute(batch, outcomeUnknown: commitFailed, out _) is null ? null : failure;
    }

    private Exception? TryExecute(List<WriteJob> batch, bool outcomeUnknown, out bool commitFailed)
    {
        commitFailed = false;
        try
        {
            var connection = _connection ??= new WriterConnection(file.OpenForWriting());
            connection.Begin();
            if (outcomeUnknown)
            {
                // All are looked up before any is written: one must not be taken for another of the same batch.
                var survived = batch.ConvertAll(job => job.SurvivedFailedCommit(connection));
                for (var i = 0; i < batch.Count; i++)
                {
                    if (!survived[i])
                    {
                        batch[i].Run(connection);
                    }
                }
            }
            else
            {
                foreach (var job in batch)
                {
                    job.Run(connection);
                }
            }

            commitFailed = true;
            connection.Commit();
            commitFailed = false;
            return null;
        }
        catch (Exception e)
        {
            Discard();
            return e;
        }
    }

    /// <summary>A connection whose transaction failed is not used again.</summary>
    private void Discard()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
