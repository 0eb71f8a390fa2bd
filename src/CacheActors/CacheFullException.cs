using System.Globalization;
using CacheActors.Domain.Entries;

namespace CacheActors;

/// <summary>
/// The cache's size limit leaves no room for what was asked, and nothing more may be evicted. What was asked for did not
/// happen; nothing that was stored is lost.
/// </summary>
public sealed class CacheFullException : CacheException
{
    internal CacheFullException(
        long neededBytes,
        long budgetBytes,
        IReadOnlyList<SpaceHolder> holders,
        bool isAutomatic = true
    )
        : base(Describe(neededBytes, budgetBytes, holders, isAutomatic))
    {
        NeededBytes = neededBytes;
        BudgetBytes = budgetBytes;
        Holders = holders;
    }

    /// <summary>Bytes that were needed.</summary>
    public long NeededBytes { get; }

    /// <summary>The limit (setting <c>budget.max-bytes</c>).</summary>
    public long BudgetBytes { get; }

    /// <summary>The ten largest entries that could not be evicted, and why.</summary>
    public IReadOnlyList<SpaceHolder> Holders { get; }

    /// <inheritdoc/>
    public override bool CanRetry => true;

    private static string Describe(long needed, long budget, IReadOnlyList<SpaceHolder> holders, bool isAutomatic) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"The cache has no room for {needed} bytes within its {budget}, and "
        )
        + (isAutomatic ? "nothing more can be evicted. " : "it does not evict by itself (budget.automatic is off). ")
        + (
            holders.Count == 0
                ? ""
                : "What holds the most: "
                    + string.Join(", ", holders.Select(h => $"{h.Key} ({h.SizeBytes} bytes, {h.Why})"))
                    + ". "
        )
        + (
            isAutomatic
                ? "Raise budget.max-bytes, unpin entries or release references, then try again."
                : "Evict entries, raise budget.max-bytes or switch budget.automatic on, then try again."
        );
}

/// <summary>An entry that takes up space and may not be evicted.</summary>
/// <param name="Key">The entry.</param>
/// <param name="SizeBytes">Size of its file in bytes.</param>
/// <param name="Why">What keeps it: <c>pinned</c>, an owner, <c>in use</c>, <c>being compressed</c>.</param>
public sealed record SpaceHolder(EntryKey Key, long SizeBytes, string Why);
