using CacheActors.Domain.Entries;

namespace CacheActors.Files;

/// <summary>
/// Which files somebody is reading. A leased file is not deleted until the last lease on it ends, and its entry is not
/// evicted for room. Thread-safe.
/// </summary>
internal sealed class LeaseTable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(EntryKey Key, AudioFormat Format), Leased> _files = [];

    /// <summary>Holds both files of an entry, whichever is there.</summary>
    public void Acquire(EntryKey key)
    {
        lock (_gate)
        {
            Add(key, AudioFormat.Wav);
            Add(key, AudioFormat.M4a);
        }
    }

    /// <summary>Lets one file go.</summary>
    public void Release(EntryKey key, AudioFormat format)
    {
        TaskCompletionSource? ended = null;
        lock (_gate)
        {
            var leased = _files[(key, format)];
            if (--leased.Count == 0)
            {
                _files.Remove((key, format));
                ended = leased.Ended;
            }
        }
        ended?.SetResult();
    }

    /// <summary>True while either file of an entry is held.</summary>
    public bool IsLeased(EntryKey key)
    {
        lock (_gate)
        {
            return _files.ContainsKey((key, AudioFormat.Wav)) || _files.ContainsKey((key, AudioFormat.M4a));
        }
    }

    /// <summary>Completes when nobody holds that file.</summary>
    public Task WhenFree(EntryKey key, AudioFormat format)
    {
        lock (_gate)
        {
            return _files.TryGetValue((key, format), out var leased)
                ? (leased.Ended ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task
                : Task.CompletedTask;
        }
    }

    private void Add(EntryKey key, AudioFormat format)
    {
        if (!_files.TryGetValue((key, format), out var leased))
        {
            _files[(key, format)] = leased = new Leased();
        }
        leased.Count++;
    }

    private sealed class Leased
    {
        public int Count { get; set; }

        public TaskCompletionSource? Ended { get; set; }
    }
}
