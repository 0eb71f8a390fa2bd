namespace CacheActors.Cli.Output;

/// <summary>Sizes, times and shares as people read them.</summary>
internal static class Units
{
    private static readonly string[] Prefixes = ["B", "kB", "MB", "GB", "TB"];

    /// <summary>Decimal units, as disks and file managers count: 12.3 MB.</summary>
    public static string Bytes(long bytes)
    {
        double value = bytes;
        var prefix = 0;
        while (Math.Abs(value) >= 999.95 && prefix < Prefixes.Length - 1)
        {
            value /= 1000;
            prefix++;
        }

        return prefix == 0 ? $"{bytes} B" : $"{value:0.0} {Prefixes[prefix]}";
    }

    public static string Duration(TimeSpan time) =>
        time.TotalSeconds < 10 ? $"{time.TotalSeconds:0.00} s"
        : time.TotalSeconds < 60 ? $"{time.TotalSeconds:0.0} s"
        : time.TotalHours < 1 ? $"{time.Minutes}:{time.Seconds:00} min"
        : $"{(long)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00} h";

    /// <summary>UTC, because a journal is read on other machines too.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'");

    public static string Share(double share) => $"{share * 100:0.#} %";

    public static string Count(long count, string one, string? many = null) =>
        count == 1 ? $"1 {one}" : $"{count} {many ?? one + 's'}";
}
