namespace Akka.Configuration.Hocon;

/// <summary>A HOCON object. It is not to be changed: configurations share it.</summary>
public class HoconObject
{
    internal HoconObject(Dictionary<string, HoconValue> items) => Items = items;

    /// <summary>The values by key, in the order of the text.</summary>
    public Dictionary<string, HoconValue> Items { get; }

    /// <summary>The objects in it as dictionaries, with their other values as they are.</summary>
    public IDictionary<string, object> Unwrapped =>
        Items.ToDictionary(
            static item => item.Key,
            static item => item.Value.IsObject() ? (object)item.Value.GetObject().Unwrapped : item.Value,
            StringComparer.Ordinal
        );

    /// <summary>The value at a key (one key, not a path), or null.</summary>
    /// <param name="key">The key.</param>
    public HoconValue? GetKey(string key) => Items.GetValueOrDefault(key);

    /// <summary>The object as HOCON, without braces around it.</summary>
    public override string ToString() => ToString(0);

    /// <summary>The object as HOCON, without braces around it.</summary>
    /// <param name="indent">How many levels (of two spaces) to indent it.</param>
    public string ToString(int indent) => HoconWriter.Write(this, indent);

    /// <summary>This object with what it lacks taken from another; neither is changed.</summary>
    internal HoconObject MergedOver(HoconObject fallback)
    {
        var merged = new Dictionary<string, HoconValue>(fallback.Items, StringComparer.Ordinal);
        foreach (var (key, value) in Items)
        {
            merged[key] = merged.TryGetValue(key, out var below) ? value.MergedOver(below) : value;
        }

        return new HoconObject(merged);
    }
}
