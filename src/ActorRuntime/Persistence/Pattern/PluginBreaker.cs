using Akka.Configuration;

namespace Akka.Pattern;

/// <summary>
/// Stops asking a store that keeps failing. Closed: calls are made. After so many failures in a row it opens: calls fail at
/// once. When it was open long enough, one call is let through; how that ends decides whether it closes.
/// </summary>
internal sealed class PluginBreaker
{
    private readonly Lock _gate = new();
    private readonly int _maxFailures;
    private readonly TimeSpan _resetTimeout;
    private readonly Func<Exception, bool> _isFailure;
    private readonly TimeProvider _time;
    private int _failures;

    /// <summary>While it is open: from when on a call is let through.</summary>
    private long _nextProbe;
    private bool _probing;
    private Exception? _lastFailure;

    /// <summary>Creates a closed breaker.</summary>
    /// <param name="settings">A section with max-failures, call-timeout and reset-timeout.</param>
    /// <param name="isFailure">Whether an error speaks against the store, not against the call.</param>
    /// <param name="time">The clock.</param>
    public PluginBreaker(Config settings, Func<Exception, bool> isFailure, TimeProvider time)
    {
        _maxFailures = settings.GetInt("max-failures");
        _resetTimeout = settings.GetTimeSpan("reset-timeout");
        _isFailure = isFailure;
        _time = time;
        CallTimeout = settings.GetTimeSpan("call-timeout");
    }

    /// <summary>A call that takes longer has failed.</summary>
    public TimeSpan CallTimeout { get; }

    private bool IsOpen => Volatile.Read(ref _failures) >= _maxFailures;

    /// <summary>Makes a call, or fails with <see cref="OpenCircuitException"/>.</summary>
    public async Task<TResult> Run<TState, TResult>(TState state, Func<TState, Task<TResult>> call)
    {
        Enter();
        Task<TResult>? work = null;
        try
        {
            work = call(state);
            var result = work.IsCompleted ? await work : await work.WaitAsync(CallTimeout, _time);
            Leave(failure: null);
            return result;
        }
        catch (Exception e)
        {
            Leave(e);
            if (work is { IsCompleted: false })
            {
                // Nobody waits for it any more; what it fails with later has been reported as a timeout.
                _ = work.ContinueWith(static late => late.Exception, TaskScheduler.Default);
            }

            throw;
        }
    }

    /// <summary>Before a call; after it comes <see cref="Leave"/>.</summary>
    /// <exception cref="OpenCircuitException">The call must not be made.</exception>
    public void Enter()
    {
        // Asked without the lock: a call more or less does not matter while all goes well.
        if (!IsOpen)
        {
            return;
        }

        lock (_gate)
        {
            if (!IsOpen)
            {
                return;
            }

            var remaining = _time.GetElapsedTime(_time.GetTimestamp(), _nextProbe);
            if (remaining > TimeSpan.Zero)
            {
                throw new OpenCircuitException(_lastFailure, remaining);
            }

            // The others wait for how it ends, but not for ever.
            _probing = true;
            _nextProbe = After(CallTimeout);
        }
    }

    /// <summary>After a call.</summary>
    /// <param name="failure">What it failed with; null if it did not.</param>
    public void Leave(Exception? failure)
    {
        if (failure is OpenCircuitException)
        {
            return; // It was not made.
        }

        if (failure is not null && _isFailure(failure))
        {
            Failed(failure);
        }
        else if (Volatile.Read(ref _failures) > 0)
        {
            Succeeded();
        }
    }

    private void Succeeded()
    {
        lock (_gate)
        {
            // A call from before it opened tells nothing about now: the probe decides.
            if (!IsOpen || _probing)
            {
                _failures = 0;
                _probing = false;
                _lastFailure = null;
            }
        }
    }

    private void Failed(Exception error)
    {
        lock (_gate)
        {
            _lastFailure = error;
            _failures++;
            if (IsOpen)
            {
                _nextProbe = After(_resetTimeout);
                _probing = false;
            }
        }
    }

    private long After(TimeSpan wait) => _time.GetTimestamp() + (long)(wait.TotalSeconds * _time.TimestampFrequency);
}
