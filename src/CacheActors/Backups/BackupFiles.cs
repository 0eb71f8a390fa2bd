using System.Globalization;

namespace CacheActors.Backups;

/// <summary>The automatic backups in a folder. Their names tell when they were made. Calls block.</summary>
internal static class BackupFiles
{
    private const string Prefix = "journal-";
    private const string Suffix = ".db";
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>The name of a backup that is made now, for example <c>journal-20261120T101500Z.db</c>.</summary>
    public static string NameAt(DateTimeOffset time) => $"{Prefix}{Stamp(time)}{Suffix}";

    /// <summary>A time as it stands in names of files: UTC, to the second.</summary>
    public static string Stamp(DateTimeOffset time) =>
        time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>The newest backup; null when there is none.</summary>
    public static string? Newest(string folder) => In(folder).LastOrDefault().Path;

    /// <summary>When the newest was made that is not of the future, as a wrong clock leaves them; null when there is none.</summary>
    public static DateTimeOffset? NewestTime(string folder, DateTimeOffset now)
    {
        var times = In(folder).Select(backup => backup.Time).Where(time => time <= now).ToList();
        return times.Count == 0 ? null : times[^1];
    }

    /// <summary>Deletes the oldest, until so many are left. Files of other names are nobody's business.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="keep">How many stay.</param>
    /// <param name="made">The one that was just made; it stays.</param>
    public static void Prune(string folder, int keep, string made)
    {
        var others = In(folder).Where(backup => backup.Path != made).ToList();
        foreach (var (path, _) in others.SkipLast(keep - 1))
        {
            File.Delete(path);
        }
    }

    /// <summary>Deletes what backups that were killed left behind.</summary>
    public static void Sweep(string folder)
    {
        if (Directory.Exists(folder))
        {
            foreach (var part in Directory.EnumerateFiles(folder, $"{Prefix}*{Suffix}.*{JournalCopy.PartSuffix}"))
            {
                File.Delete(part);
            }
        }
    }

    private static List<(string Path, DateTimeOffset Time)> In(string folder)
    {
        var backups = new List<(string Path, DateTimeOffset Time)>();
        if (!Directory.Exists(folder))
        {
            return backups;
        }
        foreach (var path in Directory.EnumerateFiles(folder, $"{Prefix}*{Suffix}"))
        {
            var name = Path.GetFileName(path);
            if (
                DateTimeOffset.TryParseExact(
                    name.AsSpan(Prefix.Length, name.Length - Prefix.Length - Suffix.Length),
                    TimeFormat,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal,
                    out var time
                )
            )
            {
                backups.Add((path, time));
            }
        }
        backups.Sort((one, other) => one.Time.CompareTo(other.Time));
        return backups;
    }
}
