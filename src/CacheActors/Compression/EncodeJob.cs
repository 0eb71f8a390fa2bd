using CacheActors.Domain.Entries;

namespace CacheActors.Compression;

/// <summary>One WAV to encode.</summary>
/// <param name="Key">Its entry.</param>
/// <param name="WavPath">Absolute path of the WAV; only read.</param>
/// <param name="OutputPath">Absolute path for the result, where nothing is yet; its folder exists.</param>
internal sealed record EncodeJob(EntryKey Key, string WavPath, string OutputPath);
