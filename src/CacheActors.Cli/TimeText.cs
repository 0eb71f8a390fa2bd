using System.Globalization;

namespace CacheActors.Cli;

/// <summary>Times on the command line: UTC unless they say otherwise.</summary>
internal static class TimeText
{
    public static bool TryParse(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    public static string Refusal(string text) => $"'{text}' is not a time. Write it like 2025-11-20T04:30:00Z.";
}
