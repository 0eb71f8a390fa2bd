using System.Globalization;
using Akka.Configuration;

namespace CacheActors.Hosting;

/// <summary>One setting: its HOCON name, where it lives in the options, how it is read, checked and printed.</summary>
internal abstract class Setting(string name)
{
    private const string TimeFormat = "HH:mm";

    /// <summary>Name under <c>cacheactors</c>.</summary>
    public string Name => name;

    /// <summary>Takes the value from a file.</summary>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public abstract string? Read(Config config, string path, CacheActorsOptions into);

    /// <returns>What is wrong with the value; null when nothing is.</returns>
    public abstract string? Check(CacheActorsOptions options);

    /// <summary>The value as HOCON.</summary>
    public abstract string Print(CacheActorsOptions options);

    public static Setting Text(
        string name,
        Func<CacheActorsOptions, string> get,
        Action<CacheActorsOptions, string> set,
        params string[] allowed
    ) =>
        new Of<string>(
            name,
            get,
            set,
            (config, path) => config.GetString(path) ?? "",
            value =>
                allowed.Length == 0 ? (value.Length == 0 ? "must not be empty" : null)
                : Array.IndexOf(allowed, value) >= 0 ? null
                : $"is '{value}'; allowed are {string.Join(", ", allowed)}",
            value => "\"" + value.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\""
        );

    public static Setting Switch(
        string name,
        Func<CacheActorsOptions, bool> get,
        Action<CacheActorsOptions, bool> set
    ) =>
        new Of<bool>(
            name,
            get,
            set,
            (config, path) => config.GetBoolean(path),
            _ => null,
            value => value ? "on" : "off"
        );

    public static Setting Number(
        string name,
        Func<CacheActorsOptions, int> get,
        Action<CacheActorsOptions, int> set,
        int least,
        int most
    ) =>
        new Of<int>(
            name,
            get,
            set,
            (config, path) => config.GetInt(path),
            value => value < least || value > most ? $"is {value}; allowed are {least} to {most}" : null,
            value => $"{value}"
        );

    /// <summary>A number that may be <c>off</c>.</summary>
    public static Setting OptionalNumber(
        string name,
        Func<CacheActorsOptions, int?> get,
        Action<CacheActorsOptions, int?> set,
        int least,
        int most
    ) =>
        new Of<int?>(
            name,
            get,
            set,
            (config, path) => config.GetString(path) == "off" ? null : config.GetInt(path),
            value =>
                value is { } number && (number < least || number > most)
                    ? $"is {number}; allowed are off and {least} to {most}"
                    : null,
            value => value is { } number ? $"{number}" : "off"
        );

    public static Setting Bytes(
        string name,
        Func<CacheActorsOptions, long> get,
        Action<CacheActorsOptions, long> set,
        long least,
        long most
    ) =>
        new Of<long>(
            name,
            get,
            set,
            (config, path) => config.GetByteSize(path) ?? throw new FormatException("a size is missing"),
            value => value < least || value > most ? $"is {value} bytes; allowed are {least} to {most}" : null,
            value => $"{value}"
        );

    public static Setting Duration(
        string name,
        Func<CacheActorsOptions, TimeSpan> get,
        Action<CacheActorsOptions, TimeSpan> set,
        TimeSpan least,
        TimeSpan most
    ) =>
        new Of<TimeSpan>(
            name,
            get,
            set,
            (config, path) => config.GetTimeSpan(path),
            value =>
                value < least || value > most
                    ? $"is {Print(value)}; allowed are {Print(least)} to {Print(most)}"
                    : null,
            Print
        );

    /// <summary>A duration that may be <c>off</c>.</summary>
    public static Setting OptionalDuration(
        string name,
        Func<CacheActorsOptions, TimeSpan?> get,
        Action<CacheActorsOptions, TimeSpan?> set,
        TimeSpan least,
        TimeSpan most
    ) =>
        new Of<TimeSpan?>(
            name,
            get,
            set,
            (config, path) => config.GetString(path) == "off" ? null : config.GetTimeSpan(path),
            value =>
                value is { } time && (time < least || time > most)
                    ? $"is {Print(time)}; allowed are off and {Print(least)} to {Print(most)}"
                    : null,
            value => value is { } time ? Print(time) : "off"
        );

    /// <summary>A number of bytes that may be <c>off</c>.</summary>
    public static Setting OptionalBytes(
        string name,
        Func<CacheActorsOptions, long?> get,
        Action<CacheActorsOptions, long?> set,
        long least,
        long most
    ) =>
        new Of<long?>(
            name,
            get,
            set,
            (config, path) =>
                config.GetString(path) == "off"
                    ? null
                    : config.GetByteSize(path) ?? throw new FormatException("a size is missing"),
            value => value < least || value > most ? $"is {value} bytes; allowed are off and {least} to {most}" : null,
            value => value is { } bytes ? $"{bytes}" : "off"
        );

    /// <summary>A local time of day, to the minute, that may be <c>off</c>.</summary>
    public static Setting OptionalTimeOfDay(
        string name,
        Func<CacheActorsOptions, TimeOnly?> get,
        Action<CacheActorsOptions, TimeOnly?> set
    ) =>
        new Of<TimeOnly?>(
            name,
            get,
            set,
            (config, path) =>
                config.GetString(path) is not "off" and var text
                    ? TimeOnly.ParseExact(text ?? "", TimeFormat, CultureInfo.InvariantCulture)
                    : null,
            value =>
                value is { } time && time.Ticks % TimeSpan.TicksPerMinute != 0
                    ? $"is {time:O}; allowed are off and times without seconds"
                    : null,
            value => value is { } time ? $"\"{time.ToString(TimeFormat, CultureInfo.InvariantCulture)}\"" : "off"
        );

    // The largest unit that gives a whole number.
    private static string Print(TimeSpan value) =>
        value == TimeSpan.Zero ? "0 ms"
        : value.Ticks % TimeSpan.TicksPerDay == 0 ? $"{value.Ticks / TimeSpan.TicksPerDay} d"
        : value.Ticks % TimeSpan.TicksPerHour == 0 ? $"{value.Ticks / TimeSpan.TicksPerHour} h"
        : value.Ticks % TimeSpan.TicksPerMinute == 0 ? $"{value.Ticks / TimeSpan.TicksPerMinute} m"
        : value.Ticks % TimeSpan.TicksPerSecond == 0 ? $"{value.Ticks / TimeSpan.TicksPerSecond} s"
        : $"{value.TotalMilliseconds} ms";

    private sealed class Of<T>(
        string name,
        Func<CacheActorsOptions, T> get,
        Action<CacheActorsOptions, T> set,
        Func<Config, string, T> read,
        Func<T, string?> check,
        Func<T, string> print
    ) : Setting(name)
    {
        public override string? Read(Config config, string path, CacheActorsOptions into)
        {
            try
            {
                set(into, read(config, path));
                return null;
            }
            catch (Exception e)
                when (e is FormatException or ConfigurationException or OverflowException or ArgumentException)
            {
                return $"cannot be read: {e.Message}";
            }
        }

        public override string? Check(CacheActorsOptions options) => check(get(options));

        public override string Print(CacheActorsOptions options) => print(get(options));
    }
}
