namespace CacheActors.Adoption;

/// <summary>Counts what became of each entry. Any thread.</summary>
internal sealed class AdoptionTally
{
    private readonly IReadOnlyList<OlderEntry> _entries;
    private readonly IProgress<AdoptionProgress>? _progress;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, AdoptionFailure> _failures = [];
    private int _adopted;
    private int _skipped;

    public AdoptionTally(IReadOnlyList<OlderEntry> entries, IProgress<AdoptionProgress>? progress)
    {
        _entries = entries;
        _progress = progress;
        _progress?.Report(new AdoptionProgress(0, entries.Count));
    }

    /// <summary>An entry was adopted, or else skipped.</summary>
    public void Add(bool adopted)
    {
        lock (_gate)
        {
            _ = adopted ? _adopted++ : _skipped++;
            Tell();
        }
    }

    /// <summary>The entry in this place was not adopted, for this reason.</summary>
    public void AddFailure(int index, string reason)
    {
        lock (_gate)
        {
            _failures[index] = new AdoptionFailure(_entries[index].Name, reason);
            Tell();
        }
    }

    /// <summary>Everything so far, failures in the order of the metadata.</summary>
    public AdoptionReport Report(IReadOnlyList<string> unlisted)
    {
        lock (_gate)
        {
            return new AdoptionReport(_adopted, _skipped, [.. _failures.Values], unlisted);
        }
    }

    private void Tell() =>
        _progress?.Report(new AdoptionProgress(_adopted + _skipped + _failures.Count, _entries.Count));
}
