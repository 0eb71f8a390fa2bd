using CacheActors.Domain.Entries;

namespace CacheActors.Reconciliation;

/// <summary>The journaled content of an entry whose file does not have it.</summary>
/// <param name="Key">The entry.</param>
/// <param name="Path">Where it should lie.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="Sha256">Its SHA-256.</param>
internal sealed record WantedContent(EntryKey Key, string Path, long SizeBytes, string Sha256);
