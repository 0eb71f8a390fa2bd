namespace Akka.Actor;

/// <summary>Something that can be cancelled.</summary>
public interface ICancelable
{
    /// <summary>True once it was cancelled.</summary>
    bool IsCancellationRequested { get; }

    /// <summary>Signals the cancellation.</summary>
    CancellationToken Token { get; }

    /// <summary>Cancels.</summary>
    void Cancel();

    /// <summary>Cancels.</summary>
    /// <param name="throwOnFirstException">True to stop at the first callback that throws.</param>
    void Cancel(bool throwOnFirstException);

    /// <summary>Cancels later.</summary>
    /// <param name="delay">When from now.</param>
    void CancelAfter(TimeSpan delay);

    /// <summary>Cancels later.</summary>
    /// <param name="millisecondsDelay">When from now, in milliseconds.</param>
    void CancelAfter(int millisecondsDelay);
}
