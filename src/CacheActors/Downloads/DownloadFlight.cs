using Serilog;

namespace CacheActors.Downloads;

/// <summary>
/// One download and everybody who waits for it. Each hears how far it is; when the last one has left it is given up.
/// Thread-safe.
/// </summary>
internal sealed class DownloadFlight : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<DownloadCaller, CancellationTokenRegistration> _callers = [];
    private readonly CancellationTokenSource _over;
    private bool _closed;

    /// <param name="first">Who asked.</param>
    /// <param name="closing">Cancelled when the cache closes.</param>
    public DownloadFlight(DownloadCaller first, CancellationToken closing)
    {
        _over = CancellationTokenSource.CreateLinkedTokenSource(closing);
        Token = _over.Token;
        TryJoin(first);
    }

    /// <summary>Cancelled when nobody waits any more, or the cache closes.</summary>
    public CancellationToken Token { get; }

    /// <summary>One more waits. False when it was given up, or is over: who asks now has it begin anew.</summary>
    public bool TryJoin(DownloadCaller caller)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return false;
            }
            _callers[caller] = default;
            var leaving = caller.Leaving.UnsafeRegister(_ => Leave(caller), null);
            if (_callers.ContainsKey(caller)) // Not when it had left before it came.
            {
                _callers[caller] = leaving;
            }
            return true;
        }
    }

    /// <summary>Tells everybody who waits.</summary>
    public void Report(DownloadProgress progress)
    {
        DownloadCaller[] callers;
        lock (_gate)
        {
            callers = [.. _callers.Keys];
        }
        foreach (var caller in callers)
        {
            try
            {
                caller.Progress?.Report(progress);
            }
            catch (Exception e)
            {
                // It is the callers' common download: one that cannot listen must not end it for the others.
                Log.Warning(e, "A caller failed when it was told of the progress of its download");
            }
        }
    }

    /// <summary>It is over; nobody is told anything any more.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var leaving in _callers.Values)
            {
                leaving.Unregister();
            }
            _callers.Clear();
            _over.Dispose();
        }
    }

    private void Leave(DownloadCaller caller)
    {
        lock (_gate)
        {
            if (_callers.Remove(caller) && _callers.Count == 0 && !_closed)
            {
                _closed = true;
                // What it stops runs elsewhere, not on the thread of whoever gave up.
                _ = _over.CancelAsync();
            }
        }
    }
}
