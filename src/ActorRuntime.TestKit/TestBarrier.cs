namespace Akka.TestKit;

/// <summary>A point at which several threads wait for one another. It can be used again and again.</summary>
public class TestBarrier
{
    /// <summary>How long is waited if nothing else is said.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    private readonly TestKitBase _testKit;
    private readonly int _count;
    private readonly TimeSpan _defaultTimeout;
    private Barrier _barrier;

    /// <summary>Creates a barrier.</summary>
    /// <param name="testKit">Dilates timeouts.</param>
    /// <param name="count">How many threads wait for one another.</param>
    /// <param name="defaultTimeout">How long they wait; null for <see cref="DefaultTimeout"/>.</param>
    public TestBarrier(TestKitBase testKit, int count, TimeSpan? defaultTimeout = null)
    {
        _testKit = testKit;
        _count = count;
        _defaultTimeout = defaultTimeout ?? DefaultTimeout;
        _barrier = new Barrier(count);
    }

    /// <summary>Waits for the other threads.</summary>
    /// <exception cref="TimeoutException">They did not come in time.</exception>
    public void Await() => Await(_defaultTimeout);

    /// <summary>Waits for the other threads.</summary>
    /// <param name="timeout">How long; dilated.</param>
    /// <exception cref="TimeoutException">They did not come in time.</exception>
    public void Await(TimeSpan timeout)
    {
        Durations.EnsureFinite(timeout, nameof(timeout));
        var limit = _testKit.Dilated(timeout);
        if (!_barrier.SignalAndWait(limit))
        {
            throw new TimeoutException(
                $"Of {_count} threads {_barrier.ParticipantsRemaining} more did not come to the barrier within {Durations.Text(limit)}."
            );
        }
    }

    /// <summary>Forgets who has come already.</summary>
    public void Reset() => Interlocked.Exchange(ref _barrier, new Barrier(_count)).Dispose();
}
