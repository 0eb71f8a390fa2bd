using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>
/// One value of a configuration: a text (numbers and truth values are texts until they are asked for), an array, an
/// object, or null. It does not change.
/// </summary>
public class HoconValue
{
    private readonly object? _content;
    private readonly HoconSource _source;
    private readonly int _offset;

    internal HoconValue(HoconSource source, int offset, string? text)
        : this(source, offset, text is null ? HoconKind.Null : HoconKind.Text, text) { }

    internal HoconValue(HoconSource source, int offset, HoconValue[] items)
        : this(source, offset, HoconKind.Array, items) { }

    internal HoconValue(HoconSource source, int offset, HoconObject items)
        : this(source, offset, HoconKind.Object, items) { }

    private HoconValue(HoconSource source, int offset, HoconKind kind, object? content)
    {
        _source = source;
        _offset = offset;
        Kind = kind;
        _content = content;
    }

    internal HoconKind Kind { get; }

    /// <summary>Where the value stands, as <c>file (line 3, column 14)</c>.</summary>
    internal string Place => _source.Describe(_offset);

    /// <summary>True for an object without fields.</summary>
    public bool IsEmpty => _content is HoconObject { Items.Count: 0 };

    /// <summary>True for an object.</summary>
    public bool IsObject() => Kind == HoconKind.Object;

    /// <summary>True for an array, and for an object whose keys are all whole numbers, which counts as one.</summary>
    public bool IsArray() => Kind == HoconKind.Array || NumberedItems() is not null;

    /// <summary>True for a text, a number or a truth value.</summary>
    public bool IsString() => Kind == HoconKind.Text;

    /// <summary>The object.</summary>
    /// <exception cref="ConfigurationException">It is none.</exception>
    public HoconObject GetObject() => _content as HoconObject ?? throw Not("an object");

    /// <summary>The value at a key (one key, not a path) of this object, or null.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="ConfigurationException">It is no object.</exception>
    public HoconValue? GetChildObject(string key) => GetObject().GetKey(key);

    /// <summary>
    /// The elements of the array. An object whose keys are all whole numbers counts as an array in the order of the keys.
    /// </summary>
    /// <exception cref="ConfigurationException">It is none.</exception>
    public IList<HoconValue> GetArray() =>
        _content as HoconValue[] ?? NumberedItems() ?? throw Not("an array");

    /// <summary>The text, or null for null.</summary>
    /// <exception cref="ConfigurationException">It is an object or an array.</exception>
    public string? GetString() => Kind <= HoconKind.Text ? (string?)_content : throw Not("a text");

    /// <summary>The truth value: true, on, yes, false, off or no.</summary>
    /// <exception cref="ConfigurationException">It is none of these.</exception>
    public bool GetBoolean() =>
        Text() switch
        {
            "true" or "on" or "yes" => true,
            "false" or "off" or "no" => false,
            _ => throw Not("true, on, yes, false, off or no"),
        };

    /// <summary>The value as a byte.</summary>
    /// <exception cref="ConfigurationException">It is not a whole number from 0 to 255.</exception>
    public byte GetByte() =>
        byte.TryParse(Text(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Not("a whole number from 0 to 255");

    /// <summary>The value as a whole number.</summary>
    /// <exception cref="ConfigurationException">It is none, or does not fit 32 bits.</exception>
    public int GetInt() =>
        int.TryParse(Text(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Not($"a whole number from {int.MinValue} to {int.MaxValue}");

    /// <summary>The value as a whole number.</summary>
    /// <exception cref="ConfigurationException">It is none, or does not fit 64 bits.</exception>
    public long GetLong() =>
        long.TryParse(Text(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Not($"a whole number from {long.MinValue} to {long.MaxValue}");

    /// <summary>The value as a number.</summary>
    /// <exception cref="ConfigurationException">It is none.</exception>
    public float GetFloat() =>
        float.TryParse(Text(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Not("a number");

    /// <summary>The value as a number.</summary>
    /// <exception cref="ConfigurationException">It is none.</exception>
    public double GetDouble() =>
        double.TryParse(Text(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Not("a number");

    /// <summary>The value as a decimal number.</summary>
    /// <exception cref="ConfigurationException">It is none.</exception>
    public decimal GetDecimal() =>
        decimal.TryParse(Text(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Not("a number");

    /// <summary>The value as a duration; a number without a unit is in milliseconds.</summary>
    /// <param name="allowInfinite">
    /// Whether <c>infinite</c> is allowed; it is returned as <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </param>
    /// <exception cref="ConfigurationException">It is none, is negative, or is infinite where that is not allowed.</exception>
    public TimeSpan GetTimeSpan(bool allowInfinite = true)
    {
        var text = Text();
        return allowInfinite && text == "infinite"
            ? Timeout.InfiniteTimeSpan
            : HoconUnits.Duration(text)
                ?? throw Not(
                    $"a duration: {HoconUnits.Durations}{(allowInfinite ? ", or infinite" : "")}"
                );
    }

    /// <summary>The value as a size in bytes, as in <c>500 MB</c> or <c>64 KiB</c>; null for null.</summary>
    /// <exception cref="ConfigurationException">It is none.</exception>
    public long? GetByteSize() =>
        Kind == HoconKind.Null
            ? null
            : HoconUnits.Bytes(Text()) ?? throw Not($"a size: {HoconUnits.Sizes}");

    /// <summary>The elements as texts.</summary>
    /// <exception cref="ConfigurationException">It is no array, or an element is an object or an array.</exception>
    public IList<string> GetStringList() => List(item => item.Text());

    /// <summary>The elements as truth values.</summary>
    /// <exception cref="ConfigurationException">It is no array, or an element is no truth value.</exception>
    public IList<bool> GetBooleanList() => List(item => item.GetBoolean());

    /// <summary>The elements as bytes.</summary>
    /// <exception cref="ConfigurationException">It is no array, or an element is no byte.</exception>
    public IList<byte> GetByteList() => List(item => item.GetByte());

    /// <summary>The elements as whole numbers.</summary>
    /// <exception cref="ConfigurationException">It is no array, or an element is no such number.</exception>
    public IList<int> GetIntList() => List(item => item.GetInt());

    /// <summary>The elements as whole numbers.</summary>
    /// <exception cref="ConfigurationException">It is no array, or an element is no such number.</exception>
    public IList<long> GetLongList() => List(item => item.GetLong());

    /// <summary>The elements as numbers.</summary>
    /// <exception cref="ConfigurationException">It is no array, or an element is no number.</exception>
    public IList<float> GetFloatList() => List(item => item.GetFloat());

    /// <summary>The elements as numbers.</summary>
    /// <exception cref="ConfigurationException">It is no array, or an element is no number.</exception>
    public IList<double> GetDoubleList() => List(item => item.GetDouble());

    /// <summary>The elements as decimal numbers.</summary>
    /// <exception cref="ConfigurationException">It is no array, or an element is no number.</exception>
    public IList<decimal> GetDecimalList() => List(item => item.GetDecimal());

    /// <summary>A configuration that has this object as its root.</summary>
    /// <exception cref="ConfigurationException">It is no object.</exception>
    public Config ToConfig() => new(new HoconRoot(this));

    /// <summary>A configuration in which this value stands at a key (one key, not a path).</summary>
    /// <param name="key">The key.</param>
    public Config AtKey(string key) =>
        new HoconValue(
            _source,
            _offset,
            new HoconObject(
                new Dictionary<string, HoconValue>(StringComparer.Ordinal) { [key] = this }
            )
        ).ToConfig();

    /// <summary>The value as HOCON.</summary>
    public override string ToString() => ToString(0);

    /// <summary>The value as HOCON.</summary>
    /// <param name="indent">How many levels (of two spaces) its fields are indented.</param>
    public virtual string ToString(int indent) => HoconWriter.Write(this, indent);

    internal static HoconValue EmptyObject(HoconSource source, int offset) =>
        new(source, offset, new HoconObject([]));

    internal bool TryGetObject([NotNullWhen(true)] out HoconObject? items) =>
        (items = _content as HoconObject) is not null;

    /// <summary>This value, with what it lacks taken from another if both are objects.</summary>
    internal HoconValue MergedOver(HoconValue fallback) =>
        TryGetObject(out var items) && fallback.TryGetObject(out var below)
            ? new HoconValue(_source, _offset, items.MergedOver(below))
            : this;

    private string Text() => GetString() ?? throw Not("a text");

    private List<T> List<T>(Func<HoconValue, T> element)
    {
        var items = GetArray();
        var list = new List<T>(items.Count);
        foreach (var item in items)
        {
            list.Add(element(item));
        }

        return list;
    }

    private HoconValue[]? NumberedItems()
    {
        if (!TryGetObject(out var items) || items.Items.Count == 0)
        {
            return null;
        }

        var numbered = new SortedList<int, HoconValue>(items.Items.Count);
        foreach (var (key, value) in items.Items)
        {
            if (!int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            {
                return null;
            }

            numbered[index] = value;
        }

        return [.. numbered.Values];
    }

    private ConfigurationException Not(string expected)
    {
        var found = Kind switch
        {
            HoconKind.Null => "null",
            HoconKind.Object => "an object",
            HoconKind.Array => "an array",
            _ => $"'{_content}'",
        };
        return new ConfigurationException($"{Place}: expected {expected}, found {found}");
    }
}
