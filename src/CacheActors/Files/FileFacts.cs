namespace CacheActors.Files;

/// <summary>What identifies the content of a file.</summary>
/// <param name="SizeBytes">Its length.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hex.</param>
internal sealed record FileFacts(long SizeBytes, string Sha256);
