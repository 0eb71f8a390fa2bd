namespace CacheActors.Reconciliation;

/// <summary>Keeps work down to so many files a second. One caller at a time.</summary>
/// <param name="perSecond">The limit; null: none.</param>
/// <param name="time">The clock.</param>
internal sealed class Pace(int? perSecond, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private double _seconds;

    /// <summary>So many were done; returns when more may be.</summary>
    public Task DidAsync(long files, CancellationToken cancellationToken)
    {
        if (perSecond is not { } limit)
        {
            return Task.CompletedTask;
        }
        _seconds += files / (double)limit;
        var ahead = TimeSpan.FromSeconds(_seconds) - time.GetElapsedTime(_started);
        return ahead > TimeSpan.Zero ? Task.Delay(ahead, time, cancellationToken) : Task.CompletedTask;
    }
}
