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
            Add(key, AudioFormat.Wav).Readers++;
            Add(key, AudioFormat.M4a).Readers++;
        }
    }

    /// <summary>Lets one file go.</summary>
    public void Release(EntryKey key, AudioFormat format) => Release(key, format, readers: 1);

    /// <summary>Delays the deletion of a file that is being worked on, and nothing else.</summary>
    public void BeginWork(EntryKey key, AudioFormat format)
    {
        lock (_gate)
        {
            Add(key, format);
        }
    }

    /// <summary>The work on the file is over.</summary>
    public void EndWork(EntryKey key, AudioFormat format) => Release(key, format, readers: 0);

    private void Release(EntryKey key, AudioFormat format, int readers)
    {
        TaskCompletionSource? ended = null;
        lock (_gate)
        {
            var leased = _files[(key, format)];
            leased.Readers -= readers;
            if (--leased.Count == 0)
            {
                _files.Remove((key, format));
                ended = leased.Ended;
            }
        }
        ended?.SetResult();
    }

    /// <summary>True while somebody reads either file of an entry.</summary>
    public bool IsLeased(EntryKey key)
    {
        lock (_gate)
        {
            return HasReaders((key, AudioFormat.Wav)) || HasReaders((key, AudioFormat.M4a));
        }
    }

    /// <summary>Completes when nobody reads that file or works on it.</summary>
    public Task WhenFree(EntryKey key, AudioFormat format)
    {
        lock (_gate)
        {
            return _files.TryGetValue((key, format), out var leased)
                ? (leased.Ended ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task
                : Task.CompletedTask;
        }
    }

    private bool HasReaders((EntryKey, AudioFormat) file) =>
        _files.TryGetValue(file, out var leased) && leased.Readers > 0;

    private Leased Add(EntryKey key, AudioFormat format)
    {
        if (!_files.TryGetValue((key, format), out var leased))
        {
            _files[(key, format)] = leased = new Leased();
        }
        leased.Count++;
        return leased;
    }

    private sealed class Leased
    {
        public int Count { get; set; }

        public int Readers { get; set; }

        public TaskCompletionSource? Ended { get; set; }
    }
}
