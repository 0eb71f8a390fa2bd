namespace CacheActors.Domain.Entries;

/// <summary>What was read from a whole audio file.</summary>
/// <param name="Format">The kind of file.</param>
/// <param name="SizeBytes">Its size in bytes.</param>
/// <param name="Sha256">Its SHA-256, 64 lower-case hex digits.</param>
/// <param name="DurationMs">Its playing time in milliseconds.</param>
/// <param name="Codec">Its codec, when it is compressed, for example <c>aac</c>.</param>
public sealed record AudioOnDisk(AudioFormat Format, long SizeBytes, string Sha256, long DurationMs, string? Codec);
