namespace CacheActors.Entries;

/// <summary>The compressor that lives now: only what it holds a grant for is being worked on. Thread-safe.</summary>
internal sealed class LiveCompressor
{
    private volatile string? _runId;

    /// <summary>Its run id; null before the first one started.</summary>
    public string? RunId
    {
        get => _runId;
        set => _runId = value;
    }
}
