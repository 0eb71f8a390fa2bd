namespace CacheActors;

/// <summary>Copies the journal, from which all else but the audio files follows, while it is being written.</summary>
public interface IBackup
{
    /// <summary>
    /// Writes one SQLite file that holds every event that was acknowledged before this call, checks it, and only then gives it
    /// its name: under that name there is a whole backup or what was there before.
    /// </summary>
    /// <param name="path">The file. Its folder must exist.</param>
    /// <param name="replace">Replaces a file of that name; otherwise it is refused.</param>
    /// <param name="progress">Is told how far the copying is; null for none.</param>
    /// <param name="cancellationToken">Stops, and leaves nothing behind.</param>
    /// <exception cref="CacheException">There is no event yet, or the path cannot be used.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    /// <exception cref="JournalDamagedException">The journal itself is damaged; the message says how to go on.</exception>
    Task<BackupReport> BackupAsync(
        string path,
        bool replace = false,
        IProgress<BackupProgress>? progress = null,
        CancellationToken cancellationToken = default
    );
}

/// <summary>A backup that was made.</summary>
/// <param name="Bytes">Size of the file in bytes.</param>
/// <param name="Events">Events in it.</param>
public sealed record BackupReport(long Bytes, long Events);

/// <summary>How far a backup or a restore is.</summary>
/// <param name="DoneBytes">Bytes copied.</param>
/// <param name="TotalBytes">Bytes to copy.</param>
public sealed record BackupProgress(long DoneBytes, long TotalBytes);
