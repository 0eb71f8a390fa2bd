namespace Akka.TestKit;

/// <summary>A gate that opens when it was counted down often enough; a test waits for it.</summary>
public class TestLatch
{
    /// <summary>How long to wait unless said otherwise: 5 seconds.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    private readonly ManualResetEventSlim _open;
    private readonly int _initialCount;
    private readonly Func<TimeSpan, TimeSpan> _dilate;
    private readonly TimeSpan _defaultTimeout;
    private int _count;

    /// <summary>Creates a latch that must be counted down once.</summary>
    public TestLatch()
        : this(1) { }

    /// <summary>Creates a latch.</summary>
    /// <param name="count">How often it must be counted down.</param>
    public TestLatch(int count)
        : this(count, DefaultTimeout) { }

    /// <summary>Creates a latch.</summary>
    /// <param name="count">How often it must be counted down.</param>
    /// <param name="defaultTimeout">How long <see cref="Ready()"/> waits.</param>
    public TestLatch(int count, TimeSpan defaultTimeout)
        : this(static time => time, defaultTimeout, count) { }

    /// <summary>Creates a latch.</summary>
    /// <param name="dilate">Stretches timeouts.</param>
    /// <param name="defaultTimeout">How long <see cref="Ready()"/> waits.</param>
    /// <param name="count">How often it must be counted down.</param>
    protected internal TestLatch(Func<TimeSpan, TimeSpan> dilate, TimeSpan defaultTimeout, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _dilate = dilate;
        _defaultTimeout = defaultTimeout;
        _count = _initialCount = count;
        _open = new ManualResetEventSlim(initialState: count == 0);
    }

    /// <summary>True if the latch was counted down often enough.</summary>
    public bool IsOpen => _open.IsSet;

    /// <summary>Counts down; an open latch stays open.</summary>
    public void CountDown()
    {
        if (Interlocked.Decrement(ref _count) <= 0)
        {
            _open.Set();
        }
    }

    /// <summary>Opens the latch at once.</summary>
    public void Open() => _open.Set();

    /// <summary>Closes the latch: it must be counted down again, as often as at first.</summary>
    public void Reset()
    {
        Volatile.Write(ref _count, _initialCount);
        _open.Reset();
    }

    /// <summary>Waits until the latch is open.</summary>
    /// <exception cref="TimeoutException">It does not open in time.</exception>
    public void Ready() => Ready(_defaultTimeout);

    /// <summary>Waits until the latch is open.</summary>
    /// <param name="timeout">How long; dilated if the latch was made by a TestKit.</param>
    /// <exception cref="ArgumentException">The timeout is infinite or negative.</exception>
    /// <exception cref="TimeoutException">It does not open in time.</exception>
    public void Ready(TimeSpan timeout)
    {
        Durations.EnsureFinite(timeout, nameof(timeout));
        var limit = _dilate(timeout);
        if (!_open.Wait(limit))
        {
            throw new TimeoutException(
                $"The latch has not opened within {Durations.Text(limit)}: {Volatile.Read(ref _count)} of {_initialCount} still to count down."
            );
        }
    }
}
