namespace CacheActors.Files;

/// <summary>A part of a file.</summary>
internal sealed record Mp4Extent(long Offset, long Bytes)
{
    public long End => Offset + Bytes;
}
