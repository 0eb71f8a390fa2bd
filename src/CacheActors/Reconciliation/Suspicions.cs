using CacheActors.Domain.Entries;

namespace CacheActors.Reconciliation;

/// <summary>Where the disk may differ from the journal. Whoever acts on one looks again.</summary>
internal sealed class Suspicions
{
    /// <summary>Entries whose files are other than the view says, and keys of files that no entry has.</summary>
    public List<EntryKey> Entries { get; } = [];

    /// <summary>Paths that no entry's file can have. What is in a folder comes before the folder.</summary>
    public List<string> Strays { get; } = [];

    /// <summary>Files that were looked at.</summary>
    public long Files { get; set; }

    /// <summary>Entries that were looked at.</summary>
    public long EntriesScanned { get; set; }

    /// <summary>Adds those of a part.</summary>
    public void Add(Suspicions part)
    {
        Entries.AddRange(part.Entries);
        Strays.AddRange(part.Strays);
        Files += part.Files;
        EntriesScanned += part.EntriesScanned;
    }
}
