using CacheActors.Domain.Entries;

namespace CacheActors.Domain.Compression;

/// <summary>One WAV that waits for compression.</summary>
/// <param name="Key">The entry.</param>
/// <param name="Duration">Its playing time: what the work on it is proportional to.</param>
public sealed record CompressionItem(EntryKey Key, TimeSpan Duration);
