namespace CacheActors.Reconciliation;

/// <summary>How much of the cache was verified.</summary>
/// <param name="Files">Files there are.</param>
/// <param name="Verified">Those whose content was verified since a moment.</param>
/// <param name="Oldest">When the file that waits longest was last verified or, if never, made; null without files.</param>
internal sealed record VerificationCoverage(long Files, long Verified, DateTimeOffset? Oldest)
{
    /// <summary>0 to 1; 1 without files.</summary>
    public double Share => Files == 0 ? 1 : (double)Verified / Files;
}
