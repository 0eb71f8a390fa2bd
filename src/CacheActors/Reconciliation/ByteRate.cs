namespace CacheActors.Reconciliation;

/// <summary>
/// A rate of bytes that all who share it keep together: each takes what it is going to read, in the order of their asking, and
/// waits until that much has become free. What was not used does not add up. Thread-safe.
/// </summary>
/// <param name="bytesPerSecond">The rate; null: none.</param>
/// <param name="time">The clock.</param>
internal sealed class ByteRate(long? bytesPerSecond, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _freeAt;

    /// <summary>True when there is a rate to keep.</summary>
    public bool IsLimited => bytesPerSecond is not null;

    /// <summary>Waits until so many bytes may be read.</summary>
    public async ValueTask TakeAsync(long bytes, CancellationToken cancellationToken)
    {
        if (bytesPerSecond is not { } rate)
        {
            return;
        }
        TimeSpan wait;
        lock (_gate)
        {
            var now = time.GetElapsedTime(_start);
            var begin = _freeAt > now ? _freeAt : now;
            _freeAt = begin + TimeSpan.FromSeconds((double)bytes / rate);
            wait = begin - now;
        }
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellationToken);
        }
    }
}
