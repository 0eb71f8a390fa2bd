namespace CacheActors.Files;

/// <summary>
/// Threads for calls that block, so that none blocks a dispatcher or the thread pool. A thread is started when there is
/// work and no idle thread, and stays.
/// </summary>
/// <param name="maxThreads">Calls under way at once. Most wait for the disk, so more than processors is right.</param>
internal sealed class IoPool(int maxThreads = 4) : IDisposable
{
    private readonly object _gate = new();
    private readonly Queue<Action> _work = new();
    private int _threads;
    private int _idle;
    private bool _disposed;

    /// <summary>Runs a call that blocks; what awaits it goes on elsewhere than on the thread of this pool.</summary>
    /// <param name="work">The call.</param>
    /// <param name="cancellationToken">Skips the call when its turn comes; once it has begun it runs to its end.</param>
    /// <exception cref="ObjectDisposedException">The pool is closed.</exception>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken = default)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Enqueue(() =>
        {
            if (cancellationToken.IsCancellationRequested)
            {
                result.SetCanceled(cancellationToken);
                return;
            }

            try
            {
                result.SetResult(work());
            }
            catch (Exception error)
            {
                result.SetException(error);
            }
        });
        return result.Task;
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(Action work, CancellationToken cancellationToken = default) =>
        RunAsync(
            () =>
            {
                work();
                return true;
            },
            cancellationToken
        );

    /// <summary>Takes no more work; what is queued is still done.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Enqueue(Action work)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _work.Enqueue(work);
            if (_idle >= _work.Count)
            {
                Monitor.Pulse(_gate);
            }
            else if (_threads < maxThreads)
            {
                _threads++;
                new Thread(Serve) { IsBackground = true, Name = $"cache-io-{_threads}" }.Start();
            }
        }
    }

    private void Serve()
    {
        while (TryTake(out var work))
        {
            work();
        }
    }

    private bool TryTake(out Action work)
    {
        lock (_gate)
        {
            while (!_work.TryDequeue(out work!))
            {
                if (_disposed)
                {
                    return false;
                }

                _idle++;
                Monitor.Wait(_gate);
                _idle--;
            }

            return true;
        }
    }
}
