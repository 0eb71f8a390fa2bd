using CacheActors.Files;
using CacheActors.Journal;
using CacheActors.Views;
using Microsoft.Data.Sqlite;
using Serilog;

namespace CacheActors.Backups;

/// <summary>
/// Refuses a damaged journal before anything is done with it. What costs time is done when there is a reason, and only to a
/// journal that is small; a large one is looked through with every automatic backup. Blocks.
/// </summary>
internal static class JournalCheck
{
    /// <summary>Looked through in less than a tenth of a second.</summary>
    private const long SmallBytes = 32 << 20;

    /// <param name="folder">The cache, owned by this process.</param>
    /// <param name="mayLoseNewest">A power cut may have taken the newest events, because writing does not wait for the disk.</param>
    /// <exception cref="JournalDamagedException">It is damaged.</exception>
    /// <exception cref="StorageException">It cannot be opened.</exception>
    public static void AtOpen(CacheFolder folder, bool mayLoseNewest)
    {
        if (File.Exists(folder.RestoreNotePath))
        {
            throw new CacheException(
                $"A restore of {folder.Root} was interrupted. Run it again: `cacheactors --cache {folder.Root} restore FILE`, with --force "
                    + $"when it asks for it. What it has put aside is still in the folder."
            );
        }
        var diagnosis = new JournalDiagnosis(folder);
        try
        {
            CompareWithViews(folder, diagnosis, mayLoseNewest);
            if (
                new FileInfo(folder.JournalPath) is { Exists: true, Length: > 0 and <= SmallBytes }
                && !JournalNote.Holds(folder)
                && JournalPages.Faults(folder.JournalPath, most: 5, CancellationToken.None) is { Count: > 0 } faults
            )
            {
                throw diagnosis.Because(string.Join("; ", faults));
            }
        }
        catch (JournalDamagedException e) when (SqliteFaults.IsDamage(e))
        {
            throw diagnosis.Explain(e);
        }
        catch (SqliteException e)
        {
            throw SqliteFaults.Explain("open", folder.JournalPath, e);
        }
    }

    // The views are the witness of what was journaled: they never show what the disk does not have.
    private static void CompareWithViews(CacheFolder folder, JournalDiagnosis diagnosis, bool mayLoseNewest)
    {
        using var journal = new JournalReader(folder.JournalPath);
        var last = journal.LastOrdering();
        var seen = ViewDatabase.OffsetOrZero(folder.ViewsPath);
        if (last >= seen)
        {
            return;
        }
        if (mayLoseNewest && last > 0)
        {
            Log.Warning(
                "The journal of {Folder} lost its newest events ({Last} of {Seen}), as a power cut can take them with the setting journal.synchronous = normal; the views are made again",
                folder.Root,
                last,
                seen
            );
            SqliteFiles.Delete(folder.ViewsPath);
            return;
        }
        throw diagnosis.Because(
            last == 0
                ? $"it is {(File.Exists(folder.JournalPath) ? "empty" : "missing")}, and had {seen} events"
                : $"it ends with event {last}, and had {seen}"
        );
    }
}
