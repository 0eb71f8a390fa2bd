using CacheActors.Domain.Compression;
using CacheActors.Files;
using CacheActors.Hosting;

namespace CacheActors;

/// <summary>
/// Settings of a cache. Every property but <see cref="Folder"/> has a working default; each is also a HOCON setting of the
/// same name under <c>cacheactors</c>, described in <c>reference.conf</c>. A value out of its range is refused when the
/// cache is opened, never clamped.
/// </summary>
public sealed class CacheActorsOptions
{
    /// <summary>The cache folder; created when missing. Required.</summary>
    public string Folder { get; set; } = "";

    /// <summary>
    /// Default true. False: every request goes to the synthesizer or server and nothing is stored, what was stored before
    /// stays untouched; switched on again the cache is as it was. What passes through lies in <c>staging/</c> until it is
    /// closed, the oldest going first when it would be more than <see cref="BudgetOptions.MaxBytes"/> by itself.
    /// </summary>
    public bool OfflineFirst { get; set; } = true;

    /// <summary>Settings of the cache's size.</summary>
    public BudgetOptions Budget { get; } = new();

    /// <summary>Settings of the journal.</summary>
    public JournalOptions Journal { get; } = new();

    /// <summary>Settings of backups.</summary>
    public BackupOptions Backup { get; } = new();

    /// <summary>Settings of the audit seal.</summary>
    public AuditOptions Audit { get; } = new();

    /// <summary>Settings of entries.</summary>
    public EntryOptions Entries { get; } = new();

    /// <summary>Settings of compression.</summary>
    public CompressionOptions Compression { get; } = new();

    /// <summary>Settings of speech.</summary>
    public SpeechOptions Speech { get; } = new();

    /// <summary>Settings of downloads.</summary>
    public DownloadOptions Download { get; } = new();

    /// <summary>Settings of reconciliation.</summary>
    public ReconciliationOptions Reconciliation { get; } = new();

    /// <summary>Settings of the quarantine.</summary>
    public QuarantineOptions Quarantine { get; } = new();

    /// <summary>Further HOCON, for the actor system (<c>akka { … }</c>); none by default.</summary>
    public string Hocon { get; set; } = "";

    /// <summary>The defaults, overridden by a settings file, overridden by a folder.</summary>
    /// <param name="configFile">A HOCON file; null for none.</param>
    /// <param name="folder">The cache folder; null for the file's.</param>
    /// <param name="defaultFolder">The cache folder when the file names none either.</param>
    /// <exception cref="InvalidSettingsException">
    /// The file cannot be read, is not HOCON (the message has line and column), or has settings that do not exist or are out
    /// of range (the message lists all).
    /// </exception>
    public static CacheActorsOptions Load(
        string? configFile = null,
        string? folder = null,
        string? defaultFolder = null
    ) => SettingsFile.Load(configFile, folder, defaultFolder);

    /// <summary>The settings in effect, as HOCON that <see cref="Load"/> reads back.</summary>
    public string ToHocon() => SettingsFile.Print(this);
}

/// <summary>Settings of the cache's size.</summary>
public sealed class BudgetOptions
{
    /// <summary>
    /// Bytes of audio at most, everything counted that lies in <c>audio/</c> and <c>staging/</c>; 1,000,000 to 10^15,
    /// default 500,000,000.
    /// </summary>
    public long MaxBytes { get; set; } = 500_000_000;

    /// <summary>
    /// Evict what was used least recently when room is needed; default true. False: what does not fit fails, and nothing is
    /// evicted for its age.
    /// </summary>
    public bool Automatic { get; set; } = true;

    /// <summary>Evict what was not used for so long; 1 min to 3,650 days; null (default): age does not matter.</summary>
    public TimeSpan? MaxAge { get; set; }

    /// <summary>Warn when the disk has less free than this many bytes; 0 to 10^15, default 500,000,000.</summary>
    public long WarnFreeDisk { get; set; } = 500_000_000;
}

/// <summary>Settings of the journal.</summary>
public sealed class JournalOptions
{
    /// <summary>
    /// <c>full</c> (default): what was acknowledged survives a power cut. <c>normal</c>: it survives a crash of the process,
    /// and is faster.
    /// </summary>
    public string Synchronous { get; set; } = "full";
}

/// <summary>Settings of the backups that a cache makes of its journal by itself.</summary>
public sealed class BackupOptions
{
    /// <summary>Time from one backup to the next; 1 min to 365 days, default 1 day; null: none are made.</summary>
    public TimeSpan? Interval { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How many are kept, the newest; 1 to 1,000, default 7.</summary>
    public int Keep { get; set; } = 7;

    /// <summary>
    /// Where they go; a relative folder is below the cache folder, default <c>backups</c>. On another disk they also survive the
    /// loss of the cache's.
    /// </summary>
    public string Folder { get; set; } = CacheFolder.DefaultBackups;
}

/// <summary>Settings of the audit seal.</summary>
public sealed class AuditOptions
{
    /// <summary>
    /// How long what was journaled may wait for its seal; 1 s to 1 day, default 1 min. Until then a change of it cannot be
    /// told. Closing the cache seals everything.
    /// </summary>
    public TimeSpan SealInterval { get; set; } = TimeSpan.FromMinutes(1);
}

/// <summary>Settings of entries.</summary>
public sealed class EntryOptions
{
    /// <summary>After so long without a message an entry's actor leaves memory; 1 s to 1 day, default 2 min; null: never.</summary>
    public TimeSpan? PassivateAfter { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Uses within this time become one journaled event; 10 ms to 1 h, default 1 min. So much can a crash lose.</summary>
    public TimeSpan CoalesceAccess { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Entries that are answered from memory, without actor, disk or query; 0 to 1,000,000, default 10,000, some 600 bytes each.
    /// </summary>
    public int Ready { get; set; } = 10_000;

    /// <summary>How long an answer of an entry may take when nothing is to be made; 1 s to 1 h, default 30 s.</summary>
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>Settings of compression.</summary>
public sealed class CompressionOptions
{
    /// <summary>Compress in the background what is not compressed; default true.</summary>
    public bool Automatic { get; set; } = true;

    /// <summary>AAC bit rate in bits per second; 8,000 to 320,000, default 48,000.</summary>
    public int BitRate { get; set; } = 48_000;

    /// <summary>ffmpeg's AAC coder: <c>fast</c> (default) or <c>twoloop</c>, which takes five times as long.</summary>
    public string Coder { get; set; } = "fast";

    /// <summary>Mix all channels into one, as suits speech; default true. False keeps them.</summary>
    public bool Mono { get; set; } = true;

    /// <summary>ffmpeg processes at a time; 1 to 64, 0 (default): as many as cores.</summary>
    public int Processes { get; set; }

    /// <summary>Files one ffmpeg process is given at most; 1 to 64, default 32.</summary>
    public int BatchFiles { get; set; } = CompressionLimits.DefaultMaxFiles;

    /// <summary>Audio one ffmpeg process is given at most, unless a single file is longer; 1 s to 1 day, default 4 min.</summary>
    public TimeSpan BatchAudio { get; set; } = CompressionLimits.DefaultMaxAudio;

    /// <summary>How long new entries wait for others, to share a process; 0 to 1 h, default 500 ms.</summary>
    public TimeSpan Linger { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How long one ffmpeg process may take; 1 s to 1 day, default 1 min. More audio than that is given as much time as it
    /// plays: what encodes slower than that hangs.
    /// </summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the background waits after it could not work (no ffmpeg, a full disk); 100 ms to 1 day, default 1 min.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The ffmpeg program: a name on the PATH (default <c>ffmpeg</c>) or a path.</summary>
    public string Ffmpeg { get; set; } = "ffmpeg";
}

/// <summary>Settings of speech.</summary>
public sealed class SpeechOptions
{
    /// <summary>Syntheses at a time; 1 to 64, 0 (default): as many as cores.</summary>
    public int Processes { get; set; }

    /// <summary>How long one segment may take; 1 s to 1 h, default 1 min.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest text that is taken, in bytes of UTF-8; 1,000 to 1,000,000,000, default 4,000,000: some 80 hours of speech.</summary>
    public int MaxTextBytes { get; set; } = 4_000_000;

    /// <summary>The espeak-ng program: a name on the PATH (default <c>espeak-ng</c>) or a path.</summary>
    public string EspeakNg { get; set; } = "espeak-ng";
}

/// <summary>Settings of downloads.</summary>
public sealed class DownloadOptions
{
    /// <summary>
    /// Tries in a row that may bring next to nothing before a download fails; 1 to 100, default 5. Each goes on where the
    /// last one was cut off; one that brought 1 MiB starts the count anew.
    /// </summary>
    public int Attempts { get; set; } = 5;

    /// <summary>How long a server may send nothing before a try is given up; 1 s to 1 h, default 30 s.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest file that is taken, in bytes; 1,000 to 2,147,418,112, default 500,000,000.</summary>
    public long MaxBytes { get; set; } = 500_000_000;

    /// <summary>Downloads at a time, others wait for their turn; 1 to 64, default 4.</summary>
    public int Connections { get; set; } = 4;
}

/// <summary>Settings of the quarantine.</summary>
public sealed class QuarantineOptions
{
    /// <summary>
    /// How long a file stays there at least before a reconciliation deletes it; 1 day to 3,650 days, default 30 days; null: for
    /// ever.
    /// </summary>
    public TimeSpan? Keep { get; set; } = TimeSpan.FromDays(30);
}
