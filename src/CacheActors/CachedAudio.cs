using CacheActors.Domain.Entries;

namespace CacheActors;

/// <summary>An entry's playable file.</summary>
/// <param name="Key">The entry.</param>
/// <param name="Path">Absolute path of the WAV or M4A file.</param>
/// <param name="Duration">Playing time.</param>
/// <param name="Hit">True when nothing had to be made or downloaded for this caller.</param>
public sealed record CachedAudio(EntryKey Key, string Path, TimeSpan Duration, bool Hit);
