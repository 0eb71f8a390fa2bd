using System.Globalization;
using System.Text.Json;

namespace CacheActors.Adoption;

/// <summary>
/// The fields of one entry, from JSON or from a table. Names count without case and underscores: <c>sizeBytes</c>,
/// <c>size_bytes</c> and <c>SizeBytes</c> are one. Values are text, long, double or bool; anything else can be named only.
/// </summary>
internal sealed class OlderFields
{
    // 10^11 seconds are in the year 5138, 10^11 milliseconds in 1973: no time of a cache can be taken for the other.
    private const double MostSeconds = 1e11;

    private readonly Dictionary<string, (string Name, object Value)> _fields = new(StringComparer.Ordinal);

    /// <summary>Adds a field; null and empty text are no value. Of two names that count as one the first wins.</summary>
    public void Add(string name, object? value)
    {
        if (value is not (null or ""))
        {
            _fields.TryAdd(Normalized(name), (name, value));
        }
    }

    /// <summary>A name as it counts.</summary>
    public static string Normalized(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <exception cref="OlderEntryException">The field holds something else.</exception>
    public string? Text(params ReadOnlySpan<string> names) =>
        Find(names) switch
        {
            null => null,
            (_, string text) => text,
            (_, long number) => number.ToString(CultureInfo.InvariantCulture),
            (_, double number) => number.ToString("R", CultureInfo.InvariantCulture),
            var (name, value) => throw Unreadable(name, value, "text"),
        };

    /// <exception cref="OlderEntryException">The field holds something else.</exception>
    public double? Number(params ReadOnlySpan<string> names) =>
        Find(names) is var (name, value) ? AsNumber(value) ?? throw Unreadable(name, value, "a number") : null;

    /// <exception cref="OlderEntryException">The field holds something else.</exception>
    public long? Whole(params ReadOnlySpan<string> names) =>
        Find(names) switch
        {
            null => null,
            (_, long number) and (_, >= 0L) => number,
            (_, double number) when number is >= 0 and < long.MaxValue && double.IsInteger(number) => (long)number,
            (_, string text) when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) => n,
            var (name, value) => throw Unreadable(name, value, "a whole number from 0"),
        };

    /// <summary>A place in an order; a negative one says that there is none.</summary>
    /// <exception cref="OlderEntryException">The field holds something else.</exception>
    public int? Index(params ReadOnlySpan<string> names) =>
        Find(names) is not var (name, value) ? null
        : AsNumber(value) is { } n && double.IsInteger(n) && n <= int.MaxValue ? (n < 0 ? null : (int)n)
        : throw Unreadable(name, value, "a whole number");

    /// <exception cref="OlderEntryException">The field holds something else.</exception>
    public bool Flag(params ReadOnlySpan<string> names) =>
        Find(names) switch
        {
            null => false,
            (_, bool flag) => flag,
            (_, 0L or "0") => false,
            (_, 1L or "1") => true,
            (_, string text) when bool.TryParse(text, out var flag) => flag,
            var (name, value) => throw Unreadable(name, value, "true or false"),
        };

    /// <summary>A time, UTC. One that is not after the start of 1970 is how some programs write that there is none.</summary>
    /// <exception cref="OlderEntryException">The field holds something else.</exception>
    public DateTimeOffset? Time(params ReadOnlySpan<string> names) =>
        Find(names) is not var (name, value) ? null
        : ReadTime(value) is not { } time
            ? throw Unreadable(name, value, "a time (ISO 8601, or seconds or milliseconds since 1970)")
        : time > DateTimeOffset.UnixEpoch ? time
        : null;

    private static DateTimeOffset? ReadTime(object value)
    {
        if (AsNumber(value) is { } number)
        {
            var milliseconds = Math.Abs(number) < MostSeconds ? number * 1000 : number;
            return milliseconds < (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).TotalMilliseconds
                ? DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Max(0, milliseconds))
                : null;
        }
        // .NET would read many a form, some with the month first and some with the day: here the year comes first.
        return
            value is string { Length: >= 10 } text
            && text.AsSpan(0, 4).IndexOfAnyExceptInRange('0', '9') < 0
            && text[4] == '-'
            && DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var time
            )
            ? time
            : null;
    }

    private static double? AsNumber(object value) =>
        value switch
        {
            long number => number,
            double number when double.IsFinite(number) => number,
            string text
                when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    && double.IsFinite(number) => number,
            _ => null,
        };

    private (string Name, object Value)? Find(ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_fields.TryGetValue(name, out var field))
            {
                return field;
            }
        }
        return null;
    }

    private static OlderEntryException Unreadable(string name, object value, string wanted)
    {
        const int Longest = 60;
        var shown = value switch
        {
            string text => $"'{(text.Length <= Longest ? text : text[..Longest] + "…")}'",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            bool flag => flag ? "true" : "false",
            JsonElement json => $"a JSON {json.ValueKind.ToString().ToLowerInvariant()}",
            _ => "bytes",
        };
        return new OlderEntryException($"its field {name} is {shown}, where {wanted} was expected");
    }
}
