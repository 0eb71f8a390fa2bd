using System.Diagnostics;
using CacheActors.Diagnostics;
using CacheActors.Domain.Compression;
using CacheActors.Domain.Entries;

namespace CacheActors.Compression;

internal sealed partial class CompressionCoordinator
{
    /// <summary>Compress these, or everything. Answer: <see cref="CompressionReport"/>.</summary>
    /// <param name="Id">Names the job, to cancel it.</param>
    /// <param name="Keys">The entries; null for everything.</param>
    /// <param name="Progress">Is told of every entry.</param>
    internal sealed record Compress(
        Guid Id,
        IReadOnlyCollection<EntryKey>? Keys,
        IProgress<CompressionProgress>? Progress
    )
    {
        /// <summary>The trace of whoever asks.</summary>
        public ActivityContext Trace { get; } = CacheTrace.Here;
    }

    /// <summary>Stop this job; its asker gets the report so far, once nothing of it is at work any more.</summary>
    internal sealed record Cancel(Guid Id);

    /// <summary>Stop the encoders and give everything back; answered with <see cref="Closed"/>.</summary>
    internal sealed record Close
    {
        public static Close Instance { get; } = new();
    }

    /// <summary>The answer to <see cref="Close"/>: no encoder runs, no grant is open.</summary>
    internal sealed record Closed
    {
        public static Closed Instance { get; } = new();
    }

    private sealed record Look
    {
        public static Look Instance { get; } = new();
    }

    private sealed record WorkFound(IReadOnlyList<CompressionItem> Items, bool More, Exception? Failure);

    private sealed record JobFound(Compress Compress, IReadOnlyList<CompressionItem> Items, Exception? Failure);

    private sealed record BatchEnded(CompressionBatch Of, IReadOnlyList<CompressionItem> Items, Exception? Failure);
}
