namespace CacheActors.Domain.Compression;

/// <summary>How much one ffmpeg process is given, and how many run side by side.</summary>
/// <param name="MaxFiles">Most files of one process, 1 or more.</param>
/// <param name="MaxAudio">Most audio of one process, more than zero. A longer file has a process of its own.</param>
/// <param name="Parallelism">Processes that run at the same time, 1 or more: as many as there are cores.</param>
/// <exception cref="ArgumentOutOfRangeException">One of them is outside its range.</exception>
public sealed record CompressionLimits(int MaxFiles, TimeSpan MaxAudio, int Parallelism)
{
    /// <summary>
    /// Starting ffmpeg costs 40 to 55 ms of CPU, encoding a 7.8 s segment 20 ms (ffmpeg 5.1, two cores): 32 segments
    /// share a start for 8 % of the whole, and more in one process gained nothing that could be measured.
    /// </summary>
    public const int DefaultMaxFiles = 32;

    /// <summary>32 segments of 7.5 s. Sharing a start gains nothing for files of a minute.</summary>
    public static TimeSpan DefaultMaxAudio { get; } = TimeSpan.FromMinutes(4);

    /// <summary>Most files of one process.</summary>
    public int MaxFiles { get; } = AtLeastOne(MaxFiles, nameof(MaxFiles));

    /// <summary>Most audio of one process.</summary>
    public TimeSpan MaxAudio { get; } =
        MaxAudio > TimeSpan.Zero
            ? MaxAudio
            : throw new ArgumentOutOfRangeException(nameof(MaxAudio), MaxAudio, "More than zero is needed.");

    /// <summary>Processes that run at the same time.</summary>
    public int Parallelism { get; } = AtLeastOne(Parallelism, nameof(Parallelism));

    private static int AtLeastOne(int value, string name) =>
        value >= 1 ? value : throw new ArgumentOutOfRangeException(name, value, "At least 1 is needed.");
}
