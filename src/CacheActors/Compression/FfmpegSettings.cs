namespace CacheActors.Compression;

/// <summary>How ffmpeg is run.</summary>
internal sealed record FfmpegSettings
{
    /// <summary>Its name, looked for in PATH, or its path.</summary>
    public string Path { get; init; } = "ffmpeg";

    /// <summary>Bits per second of the AAC-LC stream.</summary>
    public int BitRate { get; init; } = 48_000;

    /// <summary>ffmpeg's <c>-aac_coder</c>: <c>fast</c> takes a fifth of the time of ffmpeg's default, <c>twoloop</c>.</summary>
    public string Coder { get; init; } = "fast";

    /// <summary>True mixes all channels into one, as suits speech; false keeps them.</summary>
    public bool Mono { get; init; } = true;

    /// <summary>
    /// Wall-clock time one ffmpeg may take. More audio than that is given as much time as it plays: what encodes slower
    /// than that hangs.
    /// </summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(1);
}
