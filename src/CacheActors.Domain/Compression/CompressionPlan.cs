namespace CacheActors.Domain.Compression;

/// <summary>Which files go into which ffmpeg process, and in which order the processes start.</summary>
public static class CompressionPlan
{
    /// <summary>
    /// Deals the items into batches of about equal audio, as many as keep all processes busy to the end when each takes
    /// the next batch as soon as it is free. The longest batch comes first, and in a batch the longest file. Every item is in
    /// exactly one batch; the same items in any order give the same plan.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<CompressionItem>> Batches(
        IReadOnlyCollection<CompressionItem> items,
        CompressionLimits limits
    )
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(limits);

        var batches = new List<Batch>();
        var open = new PriorityQueue<Batch, (TimeSpan Audio, int Index)>();
        for (var i = 0; i < BatchCount(items, limits); i++)
        {
            Open();
        }
        foreach (CompressionItem item in LongestFirst(items))
        {
            // What the emptiest batch has no room for fits in none.
            if (!open.TryPeek(out Batch? emptiest, out _) || !emptiest.HasRoomFor(item, limits))
            {
                Open();
            }
            Batch batch = open.Dequeue();
            batch.Add(item);
            if (batch.Items.Count < limits.MaxFiles)
            {
                open.Enqueue(batch, (batch.Audio, batch.Index));
            }
        }
        return [.. batches.OrderByDescending(b => b.Audio).ThenBy(b => b.Index).Select(b => b.Items)];

        void Open()
        {
            var batch = new Batch(batches.Count);
            batches.Add(batch);
            open.Enqueue(batch, (batch.Audio, batch.Index));
        }
    }

    private static IOrderedEnumerable<CompressionItem> LongestFirst(IEnumerable<CompressionItem> items) =>
        items.OrderByDescending(i => i.Duration).ThenBy(i => i.Key.Value, StringComparer.Ordinal);

    // The fewest batches the limits allow, rounded up so that every process has the same number of them.
    private static int BatchCount(IReadOnlyCollection<CompressionItem> items, CompressionLimits limits)
    {
        // A file longer than a batch counts as one, or it would make the others' batches small.
        var batchesOfAudio = items.Sum(i => Math.Min(i.Duration / limits.MaxAudio, 1));
        var byAudio = (int)Math.Ceiling(batchesOfAudio);
        var byFiles = RoundUp(items.Count, limits.MaxFiles) / limits.MaxFiles;
        return Math.Min(items.Count, RoundUp(Math.Max(byAudio, byFiles), limits.Parallelism));
    }

    private static int RoundUp(int value, int multiple) =>
        (int)Math.Min(int.MaxValue, ((long)value + multiple - 1) / multiple * multiple);

    private sealed class Batch(int index)
    {
        public int Index { get; } = index;

        public List<CompressionItem> Items { get; } = [];

        public TimeSpan Audio { get; private set; }

        public bool HasRoomFor(CompressionItem item, CompressionLimits limits) =>
            Items.Count == 0 || item.Duration <= limits.MaxAudio - Audio;

        public void Add(CompressionItem item)
        {
            Items.Add(item);
            Audio += item.Duration;
        }
    }
}
