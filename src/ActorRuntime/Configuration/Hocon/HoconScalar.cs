using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>Reads values as what the caller needs. The path, if it is known, is named in the error.</summary>
internal static class HoconScalar
{
    public static string Text(HoconValue value, string? path = null) =>
        value.Kind == HoconKind.Text ? value.GetString() ?? "" : throw value.Not("a text", path);

    public static bool Boolean(HoconValue value, string? path = null) =>
        Text(value, path) switch
        {
            "true" or "on" or "yes" => true,
            "false" or "off" or "no" => false,
            _ => throw value.Not("true, on, yes, false, off or no", path),
        };

    public static byte Byte(HoconValue value, string? path = null) =>
        byte.TryParse(Text(value, path), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw value.Not("a whole number from 0 to 255", path);

    public static int Int(HoconValue value, string? path = null) =>
        int.TryParse(Text(value, path), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw value.Not($"a whole number from {int.MinValue} to {int.MaxValue}", path);

    public static long Long(HoconValue value, string? path = null) =>
        long.TryParse(Text(value, path), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw value.Not($"a whole number from {long.MinValue} to {long.MaxValue}", path);

    public static float Float(HoconValue value, string? path = null) =>
        float.TryParse(Text(value, path), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw value.Not("a number", path);

    public static double Double(HoconValue value, string? path = null) =>
        double.TryParse(Text(value, path), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw value.Not("a number", path);

    public static decimal Decimal(HoconValue value, string? path = null) =>
        decimal.TryParse(Text(value, path), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw value.Not("a number", path);

    public static TimeSpan Duration(HoconValue value, bool allowInfinite, string? path = null)
    {
        var text = Text(value, path);
        return allowInfinite && text == "infinite"
            ? Timeout.InfiniteTimeSpan
            : HoconUnits.Duration(text)
                ?? throw value.Not($"a duration: {HoconUnits.Durations}{(allowInfinite ? ", or infinite" : "")}", path);
    }

    public static long Bytes(HoconValue value, string? path = null) =>
        HoconUnits.Bytes(Text(value, path)) ?? throw value.Not($"a size: {HoconUnits.Sizes}", path);

    public static IList<T> List<T>(HoconValue value, Func<HoconValue, string?, T> element, string? path = null)
    {
        var items = value.Items() ?? throw value.Not("an array", path);
        var list = new List<T>(items.Length);
        foreach (var item in items)
        {
            list.Add(element(item, path));
        }

        return list;
    }
}
