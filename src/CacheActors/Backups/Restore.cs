using CacheActors.Audit;
using CacheActors.Files;
using CacheActors.Journal;
using CacheActors.Views;
using Microsoft.Data.Sqlite;

namespace CacheActors.Backups;

/// <summary>
/// Makes the journal of a backup that of a cache. A note in the folder says that this is under way, for as long as the folder
/// would look like another cache: who opens it then is told, and the same restore can be run again. Calls block.
/// </summary>
internal sealed class Restore(CacheFolder folder, string backup, TimeProvider time)
{
    /// <inheritdoc cref="CacheBackup.RestoreAsync"/>
    public RestoreReport Run(bool replace, IProgress<BackupProgress>? progress, CancellationToken cancellationToken)
    {
        if (!File.Exists(backup))
        {
            throw new InvalidBackupException($"There is no backup {backup}. Check the path.");
        }
        folder.Create();
        using var owned = CacheLock.Acquire(folder);
        if (!replace && SqliteFiles.Parts.Take(2).Any(part => File.Exists(folder.JournalPath + part)))
        {
            throw new CacheException(
                $"The folder {folder.Root} holds a journal already. Restore into another folder, or put that journal aside (--force)."
            );
        }

        var staged = Path.Combine(folder.StagingFolder, $"{Guid.NewGuid():N}{JournalCopy.PartSuffix}");
        try
        {
            return StorageException.Guard(
                "restore",
                folder.JournalPath,
                () =>
                {
                    var report = Copy(staged, progress, cancellationToken);
                    return new RestoreReport(report.Bytes, report.Events, PutInPlace(staged));
                }
            );
        }
        finally
        {
            // Not there any more when it became the journal.
            File.Delete(staged);
        }
    }

    // The copy is what is checked: whatever becomes of the backup meanwhile, this is what the cache gets.
    private BackupReport Copy(string staged, IProgress<BackupProgress>? progress, CancellationToken cancellationToken)
    {
        try
        {
            return JournalCopy.Write(backup, staged, progress, cancellationToken);
        }
        catch (JournalDamagedException e)
        {
            throw Refuse(JournalPages.Text(e), e);
        }
        catch (SqliteException e) when (SqliteFaults.IsDamage(e))
        {
            throw Refuse(JournalPages.Text(e), e);
        }
        catch (SqliteException e)
        {
            throw SqliteFaults.Explain("restore", backup, e);
        }
    }

    private List<string> PutInPlace(string staged)
    {
        var stamp = BeginNote();
        var putAside = new List<string>();
        foreach (var (own, aside) in Moves(stamp).Where(move => File.Exists(move.Own)))
        {
            DurableFile.Rename(own, aside);
            putAside.Add(aside);
        }
        SqliteFiles.Delete(folder.ViewsPath);
        File.Delete(folder.JournalNotePath);
        // As after a crash: journal and files may tell different things.
        File.Delete(folder.SpaceNotePath);
        // All that is gone, for good, before the new journal could be taken for theirs.
        DurableFile.FlushFolder(folder.Root);
        DurableFile.Publish(staged, folder.JournalPath);
        BeginSeal();
        File.Delete(folder.RestoreNotePath);
        DurableFile.FlushFolder(folder.Root);
        return putAside;
    }

    // The seal of what was there before knows other rows.
    private void BeginSeal()
    {
        using var journal = new JournalReader(folder.JournalPath);
        AuditDatabase.Begin(
            folder.AuditPath,
            new SealBegin(time.GetUtcNow(), SealReason.Restored, journal.LastOrdering())
        );
    }

    /// <summary>
    /// The time that stands in the names of what is put aside: of a restore that was interrupted, so that a database and its log
    /// keep the same name, unless it had come so far that the name is taken.
    /// </summary>
    private string BeginNote()
    {
        if (File.Exists(folder.RestoreNotePath))
        {
            var before = File.ReadAllText(folder.RestoreNotePath);
            if (
                before.Length > 0
                && before.All(char.IsAsciiLetterOrDigit)
                && !Moves(before).Any(move => File.Exists(move.Own) && File.Exists(move.Aside))
            )
            {
                return before;
            }
        }
        var now = time.GetUtcNow();
        while (Moves(BackupFiles.Stamp(now)).Any(move => File.Exists(move.Aside)))
        {
            now += TimeSpan.FromSeconds(1);
        }
        var stamp = BackupFiles.Stamp(now);
        using (var note = DurableFile.CreateNew(folder.RestoreNotePath))
        {
            note.Write(System.Text.Encoding.ASCII.GetBytes(stamp));
            note.Flush(flushToDisk: true);
        }
        DurableFile.FlushFolder(folder.Root);
        return stamp;
    }

    /// <summary>What belongs to the journal that is replaced: itself and its seal, and where they go.</summary>
    private IEnumerable<(string Own, string Aside)> Moves(string stamp) =>
        from database in ((string Own, string Name)[])[(folder.JournalPath, "journal"), (folder.AuditPath, "audit")]
        from part in SqliteFiles.Parts
        select (database.Own + part, Path.Combine(folder.Root, $"{database.Name}-{stamp}.replaced.db{part}"));

    private InvalidBackupException Refuse(string why, Exception cause) =>
        new($"{backup} cannot be restored: {why}. The cache {folder.Root} is as it was; choose another backup.", cause);
}
