using CacheActors.Domain.Entries;

namespace CacheActors.Files;

/// <summary>Where things are in a cache folder.</summary>
/// <param name="root">The folder.</param>
/// <param name="backups">The folder of automatic backups; a relative one is below the root.</param>
internal sealed class CacheFolder(string root, string backups = CacheFolder.DefaultBackups)
{
    /// <summary>Where backups are unless somebody says otherwise.</summary>
    public const string DefaultBackups = "backups";

    /// <summary>The folder itself, as an absolute path.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>The journal, a SQLite file.</summary>
    public string JournalPath => Path.Combine(Root, "journal.db");

    /// <summary>The views, a SQLite file.</summary>
    public string ViewsPath => Path.Combine(Root, "views.db");

    /// <summary>The audit seal over the journal, a SQLite file.</summary>
    public string AuditPath => Path.Combine(Root, "audit.db");

    /// <summary>Holds the owner's process id while there is an owner.</summary>
    public string LockPath => Path.Combine(Root, "cache.lock");

    /// <summary>Files that are being written; what a crash leaves there is deleted at the next start.</summary>
    public string StagingFolder => Path.Combine(Root, "staging");

    /// <summary>Damaged files that reconciliation put aside.</summary>
    public string QuarantineFolder => Path.Combine(Root, "quarantine");

    /// <summary>Bytes of the audio files when the cache was last closed.</summary>
    public string SpaceNotePath => Path.Combine(Root, "cache.space");

    /// <summary>Length and time of the journal when its pages were last known to be right.</summary>
    public string JournalNotePath => Path.Combine(Root, "journal.note");

    /// <summary>There while a restore is under way, and after one that was interrupted.</summary>
    public string RestoreNotePath => Path.Combine(Root, "journal.restoring");

    /// <summary>Automatic backups. Made with the first of them.</summary>
    public string BackupFolder { get; } = Path.GetFullPath(backups, Path.GetFullPath(root));

    /// <summary>When the folders of the audio files last changed, as the cache was closed.</summary>
    public string FolderTimesPath => Path.Combine(Root, "cache.folders");

    /// <summary>When each file's content was last verified; a SQLite file that may be deleted.</summary>
    public string VerificationPath => Path.Combine(Root, "verify.db");

    /// <summary>Entries' files.</summary>
    public string AudioFolder => Path.Combine(Root, "audio");

    /// <summary>The folder that the settings name.</summary>
    public static CacheFolder Of(CacheActorsOptions options) => new(options.Folder, options.Backup.Folder);

    /// <summary>The final place of an entry's file.</summary>
    public string AudioPath(EntryKey key, AudioFormat format) =>
        Path.Combine(AudioFolder, key.Folder, key.Value + (format == AudioFormat.Wav ? ".wav" : ".m4a"));

    /// <summary>What kind of file an entry's path leads to.</summary>
    public static AudioFormat FormatOf(string path) =>
        path.EndsWith(".wav", StringComparison.Ordinal) ? AudioFormat.Wav : AudioFormat.M4a;

    /// <summary>Creates what is missing, for this user only; folders that exist keep their permissions. Blocks.</summary>
    /// <exception cref="StorageException">A folder cannot be created or written to.</exception>
    public void Create()
    {
        foreach (var folder in (string[])[Root, AudioFolder, StagingFolder, QuarantineFolder])
        {
            StorageException.Guard("use the folder", folder, () => Create(folder));
        }
    }

    private static void Create(string folder)
    {
        if (!Directory.Exists(folder))
        {
            RefuseFileInTheWay(folder);
            DurableFile.CreateFolder(folder);
        }

        if (!OperatingSystem.IsWindows())
        {
            LibC.CheckWritable(folder);
        }
    }

    /// <summary>.NET says of a file among the parents that the folder does not exist.</summary>
    private static void RefuseFileInTheWay(string folder)
    {
        for (var path = folder; path is not null; path = Path.GetDirectoryName(path))
        {
            if (File.Exists(path))
            {
                throw new StorageException(
                    "use the folder",
                    folder,
                    $"{path} is a file",
                    "Move that file away, or choose another folder."
                );
            }
        }
    }
}
