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
    private readonly TimeSpan _callTimeout;
    private readonly TimeSpan _resetTimeout;
    private readonly Func<Exception, bool> _isFailure;
    private readonly TimeProvider _time;
    private int _failures;
    private long _openedAt;
    private bool _probing;
    private Exception? _lastFailure;

    /// <summary>Creates a closed breaker.</summary>
    /// <param name="settings">A section with max-failures, call-timeout and reset-timeout.</param>
    /// <param name="isFailure">Whether an error speaks against the store, not against the call.</param>
    /// <param name="time">The clock.</param>
    public PluginBreaker(Config settings, Func<Exception, bool> isFailure, TimeProvider time)
    {
        _maxFailures = settings.GetInt("max-failures");
        _callTimeout = settings.GetTimeSpan("call-timeout");
        _resetTimeout = settings.GetTimeSpan("reset-timeout");
        _isFailure = isFailure;
        _time = time;
    }

    /// <summary>Makes a call, or fails with <see cref="OpenCircuitException"/>. A call that takes too long has failed.</summary>
    public async Task<TResult> Run<TState, TResult>(TState state, Func<TState, Task<TResult>> call)
    {
        Enter();
        Task<TResult>? work = null;
        try
        {
            work = call(state);
            var result = work.IsCompleted ? await work : await work.WaitAsync(_callTimeout, _time);
            Succeeded();
            return result;
        }
        catch (Exception e)
        {
            Failed(e);
            if (work is { IsCompleted: false })
            {
                // Nobody waits for it any more; what it fails with later has been reported as a timeout.
                _ = work.ContinueWith(static late => late.Exception, TaskScheduler.Default);
            }

            throw;
        }
    }

    private bool IsOpen => _failures >= _maxFailures;

    private void Enter()
    {
        // Read without the lock: a call more or less does not matter while all goes well.
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

            var remaining = _resetTimeout - _time.GetElapsedTime(_openedAt);
            if (_probing || remaining > TimeSpan.Zero)
            {
                throw new OpenCircuitException(_lastFailure, remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero);
            }

            _probing = true;
        }
    }

    private void Succeeded()
    {
        if (_failures == 0)
        {
            return;
        }

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
        if (!_isFailure(error))
        {
            Succeeded();
            return;
        }

        lock (_gate)
        {
            _lastFailure = error;
            _failures++;
            if (IsOpen)
            {
                _openedAt = _time.GetTimestamp();
                _probing = false;
            }
        }
    }
}
