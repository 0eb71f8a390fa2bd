using CacheActors.Backups;

namespace CacheActors;

// Copies of the journal.
public sealed partial class AudioCache
{
    /// <inheritdoc/>
    public Task<BackupReport> BackupAsync(
        string path,
        bool replace = false,
        IProgress<BackupProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return _open.Io.RunAsync(
            () => JournalBackup.Write(_open.Folder, path, replace, progress, cancellationToken),
            cancellationToken
        );
    }
}
