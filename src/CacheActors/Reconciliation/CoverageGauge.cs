namespace CacheActors.Reconciliation;

/// <summary>Coverage of verification for whoever collects metrics, counted at most once a minute. Thread-safe; blocks.</summary>
/// <param name="memory">What was verified when.</param>
/// <param name="within">Within which time a file should be verified.</param>
/// <param name="time">The clock.</param>
internal sealed class CoverageGauge(VerificationMemory memory, TimeSpan within, TimeProvider time)
{
    private static readonly TimeSpan CountedFor = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private VerificationCoverage? _coverage;
    private long _countedAt;

    /// <summary>How long the file that waits longest has not been verified; null: there is none, or it cannot be told.</summary>
    public TimeSpan? OldestAge => Current() is { Oldest: { } oldest } ? time.GetUtcNow() - oldest : null;

    /// <summary>Share of the files that were verified in time, 0 to 1; null: there are none, or it cannot be told.</summary>
    public double? Share => Current() is { Files: > 0 } coverage ? coverage.Share : null;

    private VerificationCoverage? Current()
    {
        lock (_gate)
        {
            if (_coverage is null || time.GetElapsedTime(_countedAt) >= CountedFor)
            {
                try
                {
                    _coverage = memory.Coverage(time.GetUtcNow() - within);
                }
                catch (Exception e) when (e is CacheException or ObjectDisposedException)
                {
                    // Who collects asks again; a run that needs the memory says what is wrong with it.
                    _coverage = null;
                }
                _countedAt = time.GetTimestamp();
            }
            return _coverage;
        }
    }
}
