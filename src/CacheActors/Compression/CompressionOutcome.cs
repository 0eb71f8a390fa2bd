using CacheActors.Domain.Entries;

namespace CacheActors.Compression;

/// <summary>How one entry left a batch.</summary>
internal abstract record CompressionOutcome(EntryKey Key)
{
    /// <summary>Its compressed file is journaled.</summary>
    public sealed record Compressed(EntryKey Key, long BytesBefore, long BytesAfter) : CompressionOutcome(Key);

    /// <summary>Its failure is journaled.</summary>
    public sealed record Failed(EntryKey Key, string Reason) : CompressionOutcome(Key);

    /// <summary>Nobody compressed it: it is as it was, and may be tried again.</summary>
    public sealed record GivenBack(EntryKey Key, string Reason) : CompressionOutcome(Key);

    /// <summary>The entry said no: there is nothing to compress (any more).</summary>
    public sealed record NotNeeded(EntryKey Key) : CompressionOutcome(Key);
}
