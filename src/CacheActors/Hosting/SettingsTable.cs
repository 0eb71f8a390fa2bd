using CacheActors.Files;

namespace CacheActors.Hosting;

/// <summary>Every setting, once. Reading, checking and printing go through this table; <c>reference.conf</c> describes it.</summary>
internal static class SettingsTable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static IReadOnlyList<Setting> All { get; } =
    [
        Setting.Text("folder", o => o.Folder, (o, v) => o.Folder = v),
        Setting.Switch("offline-first", o => o.OfflineFirst, (o, v) => o.OfflineFirst = v),
        Setting.Bytes(
            "budget.max-bytes",
            o => o.Budget.MaxBytes,
            (o, v) => o.Budget.MaxBytes = v,
            1_000_000,
            1_000_000_000_000_000
        ),
        Setting.Switch("budget.automatic", o => o.Budget.Automatic, (o, v) => o.Budget.Automatic = v),
        Setting.OptionalDuration(
            "budget.max-age",
            o => o.Budget.MaxAge,
            (o, v) => o.Budget.MaxAge = v,
            TimeSpan.FromMinutes(1),
            TimeSpan.FromDays(3650)
        ),
        Setting.Bytes(
            "budget.warn-free-disk",
            o => o.Budget.WarnFreeDisk,
            (o, v) => o.Budget.WarnFreeDisk = v,
            0,
            1_000_000_000_000_000
        ),
        Setting.Text(
            "journal.synchronous",
            o => o.Journal.Synchronous,
            (o, v) => o.Journal.Synchronous = v,
            "full",
            "normal"
        ),
        Setting.Duration(
            "audit.seal-interval",
            o => o.Audit.SealInterval,
            (o, v) => o.Audit.SealInterval = v,
            Second,
            Day
        ),
        Setting.OptionalDuration(
            "backup.interval",
            o => o.Backup.Interval,
            (o, v) => o.Backup.Interval = v,
            TimeSpan.FromMinutes(1),
            TimeSpan.FromDays(365)
        ),
        Setting.Number("backup.keep", o => o.Backup.Keep, (o, v) => o.Backup.Keep = v, 1, 1_000),
        Setting.Text("backup.folder", o => o.Backup.Folder, (o, v) => o.Backup.Folder = v),
        Setting.OptionalDuration(
            "entries.passivate-after",
            o => o.Entries.PassivateAfter,
            (o, v) => o.Entries.PassivateAfter = v,
            Second,
            Day
        ),
        Setting.Duration(
            "entries.coalesce-access",
            o => o.Entries.CoalesceAccess,
            (o, v) => o.Entries.CoalesceAccess = v,
            TimeSpan.FromMilliseconds(10),
            Hour
        ),
        Setting.Number("entries.ready", o => o.Entries.Ready, (o, v) => o.Entries.Ready = v, 0, 1_000_000),
        Setting.Duration(
            "entries.answer-timeout",
            o => o.Entries.AnswerTimeout,
            (o, v) => o.Entries.AnswerTimeout = v,
            Second,
            Hour
        ),
        Setting.Switch("compression.automatic", o => o.Compression.Automatic, (o, v) => o.Compression.Automatic = v),
        Setting.Number(
            "compression.bit-rate",
            o => o.Compression.BitRate,
            (o, v) => o.Compression.BitRate = v,
            8_000,
            320_000
        ),
        Setting.Text(
            "compression.coder",
            o => o.Compression.Coder,
            (o, v) => o.Compression.Coder = v,
            "fast",
            "twoloop"
        ),
        Setting.Switch("compression.mono", o => o.Compression.Mono, (o, v) => o.Compression.Mono = v),
        Setting.Number(
            "compression.processes",
            o => o.Compression.Processes,
            (o, v) => o.Compression.Processes = v,
            0,
            64
        ),
        Setting.Number(
            "compression.batch-files",
            o => o.Compression.BatchFiles,
            (o, v) => o.Compression.BatchFiles = v,
            1,
            64
        ),
        Setting.Duration(
            "compression.batch-audio",
            o => o.Compression.BatchAudio,
            (o, v) => o.Compression.BatchAudio = v,
            Second,
            Day
        ),
        Setting.Duration(
            "compression.linger",
            o => o.Compression.Linger,
            (o, v) => o.Compression.Linger = v,
            TimeSpan.Zero,
            Hour
        ),
        Setting.Duration(
            "compression.time-limit",
            o => o.Compression.TimeLimit,
            (o, v) => o.Compression.TimeLimit = v,
            Second,
            Day
        ),
        Setting.Duration(
            "compression.retry-after",
            o => o.Compression.RetryAfter,
            (o, v) => o.Compression.RetryAfter = v,
            TimeSpan.FromMilliseconds(100),
            Day
        ),
        Setting.Text("compression.ffmpeg", o => o.Compression.Ffmpeg, (o, v) => o.Compression.Ffmpeg = v),
        Setting.Number("speech.processes", o => o.Speech.Processes, (o, v) => o.Speech.Processes = v, 0, 64),
        Setting.Duration("speech.time-limit", o => o.Speech.TimeLimit, (o, v) => o.Speech.TimeLimit = v, Second, Hour),
        Setting.Number(
            "speech.max-text-bytes",
            o => o.Speech.MaxTextBytes,
            (o, v) => o.Speech.MaxTextBytes = v,
            1_000,
            1_000_000_000
        ),
        Setting.Text("speech.espeak-ng", o => o.Speech.EspeakNg, (o, v) => o.Speech.EspeakNg = v),
        Setting.Number("download.attempts", o => o.Download.Attempts, (o, v) => o.Download.Attempts = v, 1, 100),
        Setting.Duration(
            "download.idle-timeout",
            o => o.Download.IdleTimeout,
            (o, v) => o.Download.IdleTimeout = v,
            Second,
            Hour
        ),
        Setting.Bytes(
            "download.max-bytes",
            o => o.Download.MaxBytes,
            (o, v) => o.Download.MaxBytes = v,
            1_000,
            AudioFile.LargestBytes
        ),
        Setting.Number(
            "download.connections",
            o => o.Download.Connections,
            (o, v) => o.Download.Connections = v,
            1,
            64
        ),
        Setting.Switch(
            "reconciliation.automatic",
            o => o.Reconciliation.Automatic,
            (o, v) => o.Reconciliation.Automatic = v
        ),
        Setting.OptionalDuration(
            "reconciliation.interval",
            o => o.Reconciliation.Interval,
            (o, v) => o.Reconciliation.Interval = v,
            TimeSpan.FromMinutes(1),
            TimeSpan.FromDays(365)
        ),
        Setting.OptionalTimeOfDay(
            "reconciliation.preferred-time",
            o => o.Reconciliation.PreferredTime,
            (o, v) => o.Reconciliation.PreferredTime = v
        ),
        Setting.Duration(
            "reconciliation.busy-retry",
            o => o.Reconciliation.BusyRetry,
            (o, v) => o.Reconciliation.BusyRetry = v,
            Second,
            Day
        ),
        Setting.Duration(
            "reconciliation.busy-limit",
            o => o.Reconciliation.BusyLimit,
            (o, v) => o.Reconciliation.BusyLimit = v,
            TimeSpan.Zero,
            TimeSpan.FromDays(365)
        ),
        Setting.OptionalDuration(
            "reconciliation.deep-every",
            o => o.Reconciliation.DeepEvery,
            (o, v) => o.Reconciliation.DeepEvery = v,
            Hour,
            TimeSpan.FromDays(3650)
        ),
        Setting.OptionalBytes(
            "reconciliation.deep-bytes-per-second",
            o => o.Reconciliation.DeepBytesPerSecond,
            (o, v) => o.Reconciliation.DeepBytesPerSecond = v,
            1_000,
            1_000_000_000_000
        ),
        Setting.Number(
            "reconciliation.alert-orphans-percent",
            o => o.Reconciliation.AlertOrphansPercent,
            (o, v) => o.Reconciliation.AlertOrphansPercent = v,
            0,
            1_000_000
        ),
        Setting.Number(
            "reconciliation.alert-ghosts",
            o => o.Reconciliation.AlertGhosts,
            (o, v) => o.Reconciliation.AlertGhosts = v,
            0,
            1_000_000_000
        ),
        Setting.Duration(
            "reconciliation.alert-duration",
            o => o.Reconciliation.AlertDuration,
            (o, v) => o.Reconciliation.AlertDuration = v,
            TimeSpan.FromMilliseconds(1),
            TimeSpan.FromDays(1)
        ),
        Setting.Number(
            "reconciliation.operations",
            o => o.Reconciliation.Operations,
            (o, v) => o.Reconciliation.Operations = v,
            1,
            64
        ),
        Setting.OptionalNumber(
            "reconciliation.files-per-second",
            o => o.Reconciliation.FilesPerSecond,
            (o, v) => o.Reconciliation.FilesPerSecond = v,
            1,
            1_000_000
        ),
        Setting.OptionalDuration(
            "quarantine.keep",
            o => o.Quarantine.Keep,
            (o, v) => o.Quarantine.Keep = v,
            Day,
            TimeSpan.FromDays(3650)
        ),
    ];
}
