using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>Reads durations and sizes: a number, and a unit after it.</summary>
internal static class HoconUnits
{
    public const string Durations = "a number and ns, us, ms, s, m, h or d (or their names, as in '5 seconds')";

    public const string Sizes =
        "a number and B, kB, MB, GB, TB, PB, EB (powers of 1000) or K, M, G, T, P, E, KiB, MiB, ... (powers of 1024)";

    // Tables instead of a switch: a command line tool reads settings at every start, and compiling a switch over all these
    // names takes a millisecond. A number without a unit belongs to the names that begin with '||'.
    private static readonly string[] DurationNames =
    [
        "|ns|nano|nanos|nanosecond|nanoseconds|",
        "|us|micro|micros|microsecond|microseconds|",
        "||ms|milli|millis|millisecond|milliseconds|",
        "|s|second|seconds|",
        "|m|minute|minutes|",
        "|h|hour|hours|",
        "|d|day|days|",
    ];

    private static readonly long[] Nanoseconds =
    [
        1,
        1_000,
        1_000_000,
        1_000_000_000,
        60_000_000_000,
        3_600_000_000_000,
        86_400_000_000_000,
    ];

    private static readonly string[] SizeNames =
    [
        "||B|b|byte|bytes|",
        "|kB|kilobyte|kilobytes|",
        "|MB|megabyte|megabytes|",
        "|GB|gigabyte|gigabytes|",
        "|TB|terabyte|terabytes|",
        "|PB|petabyte|petabytes|",
        "|EB|exabyte|exabytes|",
        "|K|k|Ki|KiB|kibibyte|kibibytes|",
        "|M|m|Mi|MiB|mebibyte|mebibytes|",
        "|G|g|Gi|GiB|gibibyte|gibibytes|",
        "|T|t|Ti|TiB|tebibyte|tebibytes|",
        "|P|p|Pi|PiB|pebibyte|pebibytes|",
        "|E|e|Ei|EiB|exbibyte|exbibytes|",
    ];

    private static readonly long[] SizeBytes =
    [
        1,
        1_000,
        1_000_000,
        1_000_000_000,
        1_000_000_000_000,
        1_000_000_000_000_000,
        1_000_000_000_000_000_000,
        1L << 10,
        1L << 20,
        1L << 30,
        1L << 40,
        1L << 50,
        1L << 60,
    ];

    /// <summary>A duration; a number without a unit is in milliseconds. Null if it is none, or too long to hold.</summary>
    public static TimeSpan? Duration(string text) =>
        Read(text, DurationNames, Nanoseconds, divisor: TimeSpan.NanosecondsPerTick) is { } ticks
            ? TimeSpan.FromTicks(ticks)
            : null;

    /// <summary>A size in bytes. Null if it is none, or too big to hold.</summary>
    public static long? Bytes(string text) => Read(text, SizeNames, SizeBytes, divisor: 1);

    private static long? Read(string text, string[] names, long[] factors, decimal divisor)
    {
        var end = text.Length;
        while (end > 0 && !char.IsAsciiDigit(text[end - 1]))
        {
            end--;
        }

        var unit = string.Concat("|", text.AsSpan(end).Trim(), "|");
        var index = names.Length - 1;
        while (index >= 0 && !names[index].Contains(unit, StringComparison.Ordinal))
        {
            index--;
        }

        if (
            index < 0
            || !decimal.TryParse(
                text.AsSpan(0, end).Trim(),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var number
            )
        )
        {
            return null;
        }

        var factor = factors[index] / divisor;
        return number > long.MaxValue / factor ? null : (long)decimal.Round(number * factor);
    }
}
