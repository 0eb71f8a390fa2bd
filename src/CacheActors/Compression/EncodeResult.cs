namespace CacheActors.Compression;

/// <summary>What became of a job. Its output file exists only when it was encoded.</summary>
internal abstract record EncodeResult
{
    private EncodeResult(EncodeJob job) => Job = job;

    /// <summary>The job.</summary>
    public EncodeJob Job { get; }

    /// <summary>The output is complete: it was checked against the WAV. It is not flushed to the disk.</summary>
    public sealed record Encoded(EncodeJob Job) : EncodeResult(Job);

    /// <summary>This WAV cannot be encoded, also not alone.</summary>
    public sealed record Unusable(EncodeJob Job, string Reason) : EncodeResult(Job);

    /// <summary>There was no room for the output. Nothing is wrong with the WAV: ask again when there is.</summary>
    public sealed record Postponed(EncodeJob Job, StorageException Cause) : EncodeResult(Job);
}
