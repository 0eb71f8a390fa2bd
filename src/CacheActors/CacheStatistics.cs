namespace CacheActors;

/// <summary>Counts and sizes, from the view.</summary>
/// <param name="States">Per state (wav, compressing, m4a, failed, missing), all five always present.</param>
/// <param name="SavedBytes">WAV bytes that compression saved.</param>
/// <param name="Hits">Uses that were answered from the cache.</param>
/// <param name="Misses">Requests that had to be synthesized or downloaded.</param>
/// <param name="Pinned">Entries that are pinned.</param>
/// <param name="Referenced">Entries that have owners.</param>
/// <param name="Contents">Different files: entries of equal content share one.</param>
/// <param name="ContentBytes">Bytes of those files: what the audio takes up on the disk.</param>
public sealed record CacheStatistics(
    IReadOnlyDictionary<string, StateTotals> States,
    long SavedBytes,
    long Hits,
    long Misses,
    long Pinned,
    long Referenced,
    long Contents,
    long ContentBytes
)
{
    /// <summary>The size the cache keeps to, in bytes (setting <c>budget.max-bytes</c>).</summary>
    public long BudgetBytes { get; init; }

    /// <summary>Bytes that sharing equal content saves.</summary>
    public long DeduplicatedBytes => Bytes - ContentBytes;

    /// <summary>Entries in all.</summary>
    public long Entries => States.Values.Sum(s => s.Entries);

    /// <summary>Bytes of all entries' files, a shared one counted for each entry.</summary>
    public long Bytes => States.Values.Sum(s => s.Bytes);

    /// <summary>Hits ÷ (hits + misses), 0 to 1; 0 when there were neither.</summary>
    public double HitRate => Hits + Misses == 0 ? 0 : (double)Hits / (Hits + Misses);
}

/// <summary>Entries in one state and the bytes of their files.</summary>
public sealed record StateTotals(long Entries, long Bytes);
