using System.Globalization;
using CacheActors.Domain.Entries;
using CacheActors.Entries;
using CacheActors.Files;
using CacheActors.Space;
using CacheActors.Views;
using CacheActors.Views.EntryList;

namespace CacheActors.Eviction;

/// <summary>Says in words why an entry is here, what keeps it, and what comes next.</summary>
internal sealed class EntryExplainer(
    CacheReader views,
    CacheActorsOptions options,
    LeaseTable leases,
    ReadyIndex ready,
    SpaceLedger ledger
)
{
    public async Task<EntryExplanation?> ExplainAsync(EntryKey key, CancellationToken cancellationToken)
    {
        if (await views.FindAsync(key, cancellationToken) is not { } entry)
        {
            return null;
        }
        if (entry.EvictedAt is not null)
        {
            const string Next = "Nothing; who asks for it has it made anew.";
            return new EntryExplanation(entry, WhyGone(entry), "It is not here any more.", Next, EvictionRank: null);
        }
        var lastUse = ready.LastUse(key) is { } used && used > entry.LastAccessed ? used : entry.LastAccessed;
        entry = entry with { LastAccessed = lastUse };
        var kept = WhyItIsKept(entry);
        var rank = kept.Length > 0 ? null : await RankAsync(entry, cancellationToken);
        return new EntryExplanation(
            entry,
            WhyHere(entry),
            kept.Length > 0 ? $"It is not evicted: {kept}." : WhenItGoes(rank!.Value),
            $"{Compression(entry)} {Age(entry, kept)}".TrimEnd(),
            rank?.Before + 1
        );
    }

    private Task<(long Before, long BytesBefore, long All)?> RankAsync(
        EntryInfo entry,
        CancellationToken cancellationToken
    ) => views.QueryAsync(db => EvictionQuery.Rank(db, entry.Key, entry.LastAccessed), cancellationToken);

    private string WhyItIsKept(EntryInfo entry)
    {
        var kept = WhyKept.Of(entry.Pinned, entry.Owners, isCompressing: entry.State == EntryStates.Compressing);
        return leases.IsLeased(entry.Key) ? $"{kept}{(kept.Length > 0 ? " and " : "")}{WhyKept.InUse}" : kept;
    }

    private static string WhyHere(EntryInfo entry)
    {
        var uses = entry.AccessCount switch
        {
            0 => "Never used since.",
            1 => $"Used once, {Time(entry.LastAccessed)}.",
            _ => Text($"Used {entry.AccessCount} times, last {Time(entry.LastAccessed)}."),
        };
        return $"{Origin(entry)} {Time(entry.Created)}. {uses}";
    }

    private static string WhyGone(EntryInfo entry)
    {
        var why = entry.EvictionReason switch
        {
            EvictionReason.Budget => "room was needed within the cache's size, and it was used least recently",
            EvictionReason.Age => "it was not used for longer than the cache keeps audio",
            EvictionReason.Requested => "somebody asked for room, and it was used least recently",
            _ => "the audio was cleared",
        };
        return $"{Origin(entry)} {Time(entry.Created)}, and evicted {Time(entry.EvictedAt!.Value)}: {why}.";
    }

    private static string Origin(EntryInfo entry) =>
        entry.Origin switch
        {
            EntryOrigin.Synthesized => $"Synthesized by {entry.EngineType}",
            EntryOrigin.Imported => "Imported",
            EntryOrigin.Downloaded => "Downloaded",
            _ => "Adopted from an older cache; made",
        };

    private string WhenItGoes((long Before, long BytesBefore, long All) rank)
    {
        var place = Text($"It may be evicted, as number {rank.Before + 1} of {rank.All}");
        var needed = rank.BytesBefore + Math.Max(0, ledger.Free);
        return options.Budget.Automatic
            ? Text($"{place}: when room for more than {needed} bytes is needed.")
            : $"{place}, but only when somebody asks: budget.automatic is off.";
    }

    private string Compression(EntryInfo entry) =>
        entry.State switch
        {
            EntryStates.Compressing => $"It is being compressed since {Time(entry.CompressionStartedAt!.Value)}.",
            EntryStates.Wav when options is { OfflineFirst: true, Compression.Automatic: true } =>
                "It will be compressed in the background.",
            EntryStates.Wav => "It stays a WAV until somebody compresses it.",
            EntryStates.Failed => $"It stays a WAV, its compression failed: {entry.FailureReason}",
            EntryStates.Missing =>
                $"Its file is missing{(entry.FailureReason is { } why ? $": {why}" : "")}. It is recorded again when somebody asks for it, or taken back when the file is there again.",
            _ => "Nothing: it is compressed.",
        };

    private string Age(EntryInfo entry, string kept) =>
        options.Budget is { Automatic: true, MaxAge: { } maxAge } && kept.Length == 0
            ? $"Unless it is used before, it is evicted for its age after {Time(entry.LastAccessed + maxAge)}."
            : "";

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
