using CacheActors.Backups;
using CacheActors.Files;
using CacheActors.Hosting;

namespace CacheActors;

/// <summary>Backs up a cache beside the process that owns it, and restores one that nobody owns.</summary>
public static class CacheBackup
{
    /// <summary>As <see cref="IBackup.BackupAsync"/>, of a cache that may be open elsewhere.</summary>
    /// <param name="options">The settings; only the folder counts.</param>
    /// <param name="path">The file. Its folder must exist.</param>
    /// <param name="replace">Replaces a file of that name; otherwise it is refused.</param>
    /// <param name="progress">Is told how far the copying is; null for none.</param>
    /// <param name="cancellationToken">Stops, and leaves nothing behind.</param>
    /// <exception cref="InvalidSettingsException">Settings are missing or out of range.</exception>
    /// <exception cref="CacheException">There is no cache in the folder or no event in it, or the path cannot be used.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    /// <exception cref="JournalDamagedException">The journal itself is damaged; the message says how to go on.</exception>
    public static async Task<BackupReport> CreateAsync(
        CacheActorsOptions options,
        string path,
        bool replace = false,
        IProgress<BackupProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        SettingsFile.Check(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var folder = CacheFolder.Of(options);
        if (!File.Exists(folder.JournalPath))
        {
            throw new CacheException($"There is no cache in {folder.Root}. Name the folder of one.");
        }
        using var io = new IoPool();
        return await io.RunAsync(
            () => JournalBackup.Write(folder, path, replace, progress, cancellationToken),
            cancellationToken
        );
    }

    /// <summary>
    /// Makes the journal of a backup that of a cache. The backup is checked first: all its pages and every event. The views
    /// are made again when the cache is opened; files in <c>audio/</c> stay as they are.
    /// </summary>
    /// <param name="options">The settings; only the folder counts, which is created when it is missing.</param>
    /// <param name="path">The backup.</param>
    /// <param name="replace">
    /// Puts a journal that is there aside, under a name that ends in <c>.replaced.db</c>; otherwise it is refused. Nothing is
    /// deleted.
    /// </param>
    /// <param name="progress">Is told how far the copying is; null for none.</param>
    /// <param name="cancellationToken">Stops, and leaves the cache as it was.</param>
    /// <exception cref="InvalidSettingsException">Settings are missing or out of range.</exception>
    /// <exception cref="InvalidBackupException">The file is no whole backup. The cache is as it was.</exception>
    /// <exception cref="CacheInUseException">The cache is open somewhere.</exception>
    /// <exception cref="CacheException">The folder holds a journal.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    public static async Task<RestoreReport> RestoreAsync(
        CacheActorsOptions options,
        string path,
        bool replace = false,
        IProgress<BackupProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        SettingsFile.Check(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var restore = new Restore(CacheFolder.Of(options), Path.GetFullPath(path), TimeProvider.System);
        using var io = new IoPool();
        return await io.RunAsync(() => restore.Run(replace, progress, cancellationToken), cancellationToken);
    }
}

/// <summary>A restore that was done.</summary>
/// <param name="Bytes">Size of the journal in bytes.</param>
/// <param name="Events">Events in it.</param>
/// <param name="PutAside">Paths of what was there before.</param>
public sealed record RestoreReport(long Bytes, long Events, IReadOnlyList<string> PutAside);
