using CacheActors.Files;

namespace CacheActors.Compression;

/// <summary>A job whose WAV can be encoded, as far as its headers tell.</summary>
internal sealed record EncodeInput(EncodeJob Job, WavFacts Wav);
