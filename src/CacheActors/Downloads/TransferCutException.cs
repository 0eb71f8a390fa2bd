namespace CacheActors.Downloads;

/// <summary>A try that brought less than all, where another may bring the rest.</summary>
internal sealed class TransferCutException(string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>How long the server asks to be left alone; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
