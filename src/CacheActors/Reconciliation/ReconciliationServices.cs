namespace CacheActors.Reconciliation;

/// <summary>What reconciliation works with besides the rest of the cache.</summary>
/// <param name="Memory">What was verified when.</param>
/// <param name="Watch">Follows the runs.</param>
/// <param name="Activity">Whether cache or host are at work.</param>
internal sealed record ReconciliationServices(
    VerificationMemory Memory,
    ReconciliationWatch Watch,
    IHostActivity Activity
);
