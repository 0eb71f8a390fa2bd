using CacheActors.Domain.Entries;

namespace CacheActors.Reconciliation;

/// <summary>A file whose content is to be compared with what is journaled.</summary>
/// <param name="Key">Its entry.</param>
/// <param name="Format">Which of the entry's files.</param>
/// <param name="SizeBytes">The journaled size.</param>
/// <param name="Sha256">The journaled content.</param>
/// <param name="LastUse">When the entry was last used, UTC, as far as it is journaled.</param>
/// <param name="Place">Its place in the order.</param>
internal sealed record FileToVerify(
    EntryKey Key,
    AudioFormat Format,
    long SizeBytes,
    string Sha256,
    DateTimeOffset LastUse,
    VerificationPlace Place
);
