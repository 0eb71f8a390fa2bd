using CacheActors.Files;
using CacheActors.Journal;
using Microsoft.Data.Sqlite;

namespace CacheActors.Backups;

/// <summary>Makes a backup of a cache's journal: staged beside its place, checked, then named. Calls block.</summary>
internal static class JournalBackup
{
    private static readonly string[] OfDatabase = ["", "-wal", "-shm", "-journal"];

    /// <inheritdoc cref="IBackup.BackupAsync"/>
    public static BackupReport Write(
        CacheFolder folder,
        string path,
        bool replace,
        IProgress<BackupProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        path = Path.GetFullPath(path);
        RefusePlace(folder, path, replace);
        if (!HasEvents(folder))
        {
            throw new CacheException($"There is nothing to back up yet: the cache {folder.Root} has no events.");
        }

        var part = $"{path}.{Guid.NewGuid():N}{JournalCopy.PartSuffix}";
        try
        {
            return StorageException.Guard(
                "write",
                path,
                () =>
                {
                    var report = JournalCopy.Write(folder.JournalPath, part, progress, cancellationToken);
                    Publish(part, path, replace);
                    return report;
                }
            );
        }
        catch (JournalDamagedException e)
        {
            throw new JournalDiagnosis(folder).Because(e.Message, e);
        }
        catch (SqliteException e)
        {
            throw SqliteFaults.IsDamage(e)
                ? new JournalDiagnosis(folder).Explain(e)
                : SqliteFaults.Explain("write", path, e);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static bool HasEvents(CacheFolder folder)
    {
        try
        {
            using var journal = new JournalReader(folder.JournalPath);
            return journal.LastOrdering() > 0;
        }
        catch (JournalDamagedException e)
        {
            throw new JournalDiagnosis(folder).Explain(e);
        }
    }

    private static void RefusePlace(CacheFolder folder, string path, bool replace)
    {
        foreach (var own in (string[])[folder.JournalPath, folder.ViewsPath, folder.AuditPath])
        {
            if (IsSame(path, own) || Array.Exists(OfDatabase, part => path == own + part))
            {
                throw new CacheException($"{path} belongs to the cache itself. Name another file.");
            }
        }
        foreach (var own in (string[])[folder.AudioFolder, folder.StagingFolder, folder.QuarantineFolder])
        {
            if (path.StartsWith(own + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw new CacheException($"{own} is for files of the cache only. Name a file elsewhere.");
            }
        }
        if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            throw new CacheException($"There is no folder for {path}. Create it, or name a file elsewhere.");
        }
        if (Directory.Exists(path))
        {
            throw new CacheException($"{path} is a folder. Name a file in it.");
        }
        if (!replace && File.Exists(path))
        {
            throw new CacheException($"{path} exists already. Name another file, or allow to replace it (--force).");
        }
    }

    private static bool IsSame(string path, string own) =>
        FileOnDisk.Find(path) is { Id: > 0 } one && FileOnDisk.Find(own) is { } other && one.Id == other.Id;

    private static void Publish(string part, string path, bool replace)
    {
        if (replace)
        {
            DurableFile.Rename(part, path);
        }
        else
        {
            File.Move(part, path, overwrite: false);
        }
        DurableFile.FlushFolder(Path.GetDirectoryName(path)!);
    }
}
