using System.Diagnostics.CodeAnalysis;
using CacheActors.Domain.Compression;
using CacheActors.Domain.Entries;

namespace CacheActors.Compression;

/// <summary>Batches that wait for an encoder, and the entries that are in one, waiting or at work: each at most once.</summary>
internal sealed class CompressionQueue(CompressionLimits limits)
{
    private readonly Queue<IReadOnlyList<CompressionItem>> _batches = new();
    private readonly HashSet<EntryKey> _entries = [];

    public bool IsEmpty => _batches.Count == 0;

    /// <summary>Entries that wait or are at work.</summary>
    public IReadOnlySet<EntryKey> Entries => _entries;

    /// <summary>Plans batches of those that are in none yet.</summary>
    public void Add(IEnumerable<CompressionItem> items)
    {
        var fresh = items.Where(item => _entries.Add(item.Key)).ToList();
        foreach (var batch in CompressionPlan.Batches(fresh, limits))
        {
            _batches.Enqueue(batch);
        }
    }

    /// <summary>Takes the next batch to work; its entries stay in here until each <see cref="HasLeft"/>.</summary>
    public bool TryTake([NotNullWhen(true)] out IReadOnlyList<CompressionItem>? batch) =>
        _batches.TryDequeue(out batch);

    /// <summary>The entry is at work no more.</summary>
    public void HasLeft(EntryKey key) => _entries.Remove(key);

    /// <summary>Takes back everything that only waits.</summary>
    public IReadOnlyList<CompressionItem> Clear()
    {
        var waiting = _batches.SelectMany(batch => batch).ToList();
        _batches.Clear();
        _entries.ExceptWith(waiting.Select(item => item.Key));
        return waiting;
    }
}
