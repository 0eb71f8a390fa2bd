namespace Akka.Actor;

/// <summary>Something that can be cancelled, on its own or with others.</summary>
public class Cancelable : ICancelable, IDisposable
{
    private readonly IActionScheduler _scheduler;
    private readonly CancellationTokenSource _source;

    /// <summary>Creates one.</summary>
    /// <param name="scheduler">Measures the time of <see cref="CancelAfter(TimeSpan)"/>.</param>
    public Cancelable(IScheduler scheduler)
        : this(scheduler.Advanced) { }

    /// <summary>Creates one that is cancelled later.</summary>
    /// <param name="scheduler">Measures the time.</param>
    /// <param name="delay">When from now.</param>
    public Cancelable(IScheduler scheduler, TimeSpan delay)
        : this(scheduler.Advanced, delay) { }

    /// <summary>Creates one that is cancelled later.</summary>
    /// <param name="scheduler">Measures the time.</param>
    /// <param name="millisecondsDelay">When from now, in milliseconds.</param>
    public Cancelable(IScheduler scheduler, int millisecondsDelay)
        : this(scheduler.Advanced, TimeSpan.FromMilliseconds(millisecondsDelay)) { }

    /// <summary>Creates one that is cancelled later.</summary>
    /// <param name="scheduler">Measures the time.</param>
    /// <param name="delay">When from now.</param>
    public Cancelable(IActionScheduler scheduler, TimeSpan delay)
        : this(scheduler)
    {
        CancelAfter(delay);
    }

    /// <summary>Creates one.</summary>
    /// <param name="scheduler">Measures the time of <see cref="CancelAfter(TimeSpan)"/>.</param>
    public Cancelable(IActionScheduler scheduler)
        : this(scheduler, new CancellationTokenSource()) { }

    private Cancelable(IActionScheduler scheduler, CancellationTokenSource source)
    {
        _scheduler = scheduler;
        _source = source;
    }

    /// <inheritdoc/>
    public bool IsCancellationRequested => _source.IsCancellationRequested;

    /// <inheritdoc/>
    public CancellationToken Token => _source.Token;

    /// <summary>True once it was disposed of.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>One that is cancelled already.</summary>
    public static ICancelable CreateCanceled() => CanceledCancelable.Instance;

    /// <summary>One that is cancelled with the first of others.</summary>
    /// <param name="scheduler">Measures the time of <see cref="CancelAfter(TimeSpan)"/>.</param>
    /// <param name="cancelables">The others.</param>
    public static ICancelable CreateLinkedCancelable(IScheduler scheduler, params ICancelable[] cancelables) =>
        CreateLinkedCancelable(scheduler.Advanced, cancelables);

    /// <summary>One that is cancelled with the first of others.</summary>
    /// <param name="scheduler">Measures the time of <see cref="CancelAfter(TimeSpan)"/>.</param>
    /// <param name="cancelables">The others.</param>
    public static ICancelable CreateLinkedCancelable(IActionScheduler scheduler, params ICancelable[] cancelables) =>
        CreateLinkedCancelable(scheduler, Array.ConvertAll(cancelables, cancelable => cancelable.Token));

    /// <summary>One that is cancelled with the first of some tokens.</summary>
    /// <param name="scheduler">Measures the time of <see cref="CancelAfter(TimeSpan)"/>.</param>
    /// <param name="cancellationTokens">The tokens.</param>
    public static ICancelable CreateLinkedCancelable(
        IScheduler scheduler,
        params CancellationToken[] cancellationTokens
    ) => CreateLinkedCancelable(scheduler.Advanced, cancellationTokens);

    /// <summary>One that is cancelled with the first of some tokens.</summary>
    /// <param name="scheduler">Measures the time of <see cref="CancelAfter(TimeSpan)"/>.</param>
    /// <param name="cancellationTokens">The tokens.</param>
    public static ICancelable CreateLinkedCancelable(
        IActionScheduler scheduler,
        params CancellationToken[] cancellationTokens
    ) => new Cancelable(scheduler, CancellationTokenSource.CreateLinkedTokenSource(cancellationTokens));

    /// <inheritdoc/>
    public void Cancel() => Cancel(throwOnFirstException: false);

    /// <inheritdoc/>
    public void Cancel(bool throwOnFirstException)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        _source.Cancel(throwOnFirstException);
    }

    /// <inheritdoc/>
    public void CancelAfter(TimeSpan delay)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        if (delay == TimeSpan.Zero)
        {
            Cancel();
        }
        else
        {
            _scheduler.ScheduleOnce(delay, CancelUnlessDisposed);
        }
    }

    /// <inheritdoc/>
    public void CancelAfter(int millisecondsDelay) => CancelAfter(TimeSpan.FromMilliseconds(millisecondsDelay));

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposes of it.</summary>
    /// <param name="disposing">True if called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && !IsDisposed)
        {
            IsDisposed = true;
            _source.Dispose();
        }
    }

    private void CancelUnlessDisposed()
    {
        if (!IsDisposed)
        {
            _source.Cancel();
        }
    }

    private sealed class CanceledCancelable : ICancelable
    {
        public static readonly CanceledCancelable Instance = new();

        public bool IsCancellationRequested => true;

        public CancellationToken Token { get; } = new(canceled: true);

        public void Cancel() { }

        public void Cancel(bool throwOnFirstException) { }

        public void CancelAfter(TimeSpan delay) { }

        public void CancelAfter(int millisecondsDelay) { }
    }
}
