using CacheActors.Domain.Entries;

namespace CacheActors.Eviction;

/// <summary>What keeps an entry from being evicted, in words.</summary>
internal static class WhyKept
{
    public const string InUse = "in use";
    public const string Compressing = "being compressed";
    private const string Pinned = "pinned";
    private const string WaitsForUpload = "waits for its upload";
    private const int OwnersNamed = 3;

    public static string Of(bool isPinned, IReadOnlyList<EntryOwner> owners, bool isCompressing)
    {
        var reasons = new List<string>();
        if (isPinned)
        {
            reasons.Add(Pinned);
        }
        if (owners.Any(owner => owner.Kind == EntryOwner.Upload))
        {
            reasons.Add(WaitsForUpload);
        }
        var others = owners.Where(owner => owner.Kind != EntryOwner.Upload).ToList();
        reasons.AddRange(others.Take(OwnersNamed).Select(owner => owner.ToString()));
        if (others.Count > OwnersNamed)
        {
            reasons.Add($"{others.Count - OwnersNamed} more owners");
        }
        if (isCompressing)
        {
            reasons.Add(Compressing);
        }
        return string.Join(" and ", reasons);
    }

    /// <summary>Why an entry that was asked to go did not.</summary>
    public static string Of(EntryRejection rejection) =>
        rejection switch
        {
            EntryRejection.Pinned => Pinned,
            EntryRejection.Referenced => "has owners",
            EntryRejection.AtWork => Compressing,
            _ => $"refused: {rejection}",
        };
}
