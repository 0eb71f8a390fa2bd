namespace CacheActors.Compression;

/// <summary>What one ffmpeg achieved.</summary>
/// <param name="Results">One for each of its inputs, in their order.</param>
/// <param name="TimedOut">True when it was stopped because it took too long.</param>
internal sealed record FfmpegOutcome(IReadOnlyList<EncodeResult> Results, bool TimedOut);
