using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>Reads durations and sizes: a number, and a unit after it.</summary>
internal static class HoconUnits
{
    public const string Durations =
        "a number and ns, us, ms, s, m, h or d (or their names, as in '5 seconds')";

    public const string Sizes =
        "a number and B, kB, MB, GB, TB, PB, EB (powers of 1000) or K, M, G, T, P, E, KiB, MiB, ... (powers of 1024)";

    /// <summary>A duration; a number without a unit is in milliseconds. Null if it is none, or too long to hold.</summary>
    public static TimeSpan? Duration(string text)
    {
        var number = Number(text, out var unit);
        var ticks = unit switch
        {
            "ns" or "nano" or "nanos" or "nanosecond" or "nanoseconds" => 0.01m,
            "us" or "micro" or "micros" or "microsecond" or "microseconds" =>
                TimeSpan.TicksPerMicrosecond,
            "" or "ms" or "milli" or "millis" or "millisecond" or "milliseconds" =>
                TimeSpan.TicksPerMillisecond,
            "s" or "second" or "seconds" => TimeSpan.TicksPerSecond,
            "m" or "minute" or "minutes" => TimeSpan.TicksPerMinute,
            "h" or "hour" or "hours" => TimeSpan.TicksPerHour,
            "d" or "day" or "days" => TimeSpan.TicksPerDay,
            _ => 0m,
        };
        return Multiply(number, ticks) is { } duration ? TimeSpan.FromTicks(duration) : null;
    }

    /// <summary>A size in bytes. Null if it is none, or too big to hold.</summary>
    public static long? Bytes(string text)
    {
        var number = Number(text, out var unit);
        var bytes = unit switch
        {
            "" or "B" or "b" or "byte" or "bytes" => 1m,
            "kB" or "kilobyte" or "kilobytes" => 1e3m,
            "MB" or "megabyte" or "megabytes" => 1e6m,
            "GB" or "gigabyte" or "gigabytes" => 1e9m,
            "TB" or "terabyte" or "terabytes" => 1e12m,
            "PB" or "petabyte" or "petabytes" => 1e15m,
            "EB" or "exabyte" or "exabytes" => 1e18m,
            "K" or "k" or "Ki" or "KiB" or "kibibyte" or "kibibytes" => 1L << 10,
            "M" or "m" or "Mi" or "MiB" or "mebibyte" or "mebibytes" => 1L << 20,
            "G" or "g" or "Gi" or "GiB" or "gibibyte" or "gibibytes" => 1L << 30,
            "T" or "t" or "Ti" or "TiB" or "tebibyte" or "tebibytes" => 1L << 40,
            "P" or "p" or "Pi" or "PiB" or "pebibyte" or "pebibytes" => 1L << 50,
            "E" or "e" or "Ei" or "EiB" or "exbibyte" or "exbibytes" => 1L << 60,
            _ => 0m,
        };
        return Multiply(number, bytes);
    }

    /// <summary>The number before the unit; null if there is none.</summary>
    private static decimal? Number(string text, out ReadOnlySpan<char> unit)
    {
        var end = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        unit = text.AsSpan(end).Trim();
        return decimal.TryParse(
            text.AsSpan(0, end).Trim(),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
    }

    private static long? Multiply(decimal? number, decimal factor) =>
        number is not { } value || factor == 0 || value > long.MaxValue / factor
            ? null
            : (long)decimal.Round(value * factor);
}
