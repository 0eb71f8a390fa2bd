namespace CacheActors.Compression;

/// <summary>An entry did not answer: whether it granted is unknown. Only a new run, whose grants replace the old, can go on.</summary>
internal sealed class GrantsLostException(Exception cause)
    : CacheException($"An entry did not answer the compressor: {cause.Message}", cause)
{
    public override bool CanRetry => true;
}
