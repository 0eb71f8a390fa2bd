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

    /// <summary>True for an object without fields.</summary>
    public bool IsEmpty => _content is HoconObject { Items.Count: 0 };

    /// <summary>True for an object.</summary>
    public bool IsObject() => Kind == HoconKind.Object;

    /// <summary>True for an array, and for an object whose keys are all whole numbers, which counts as one.</summary>
    public bool IsArray() => Items() is not null;

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
    public IList<HoconValue> GetArray() => Items() ?? throw Not("an array");

    /// <summary>The text, or null for null.</summary>
    /// <exception cref="ConfigurationException">It is an object or an array.</exception>
    public string? GetString() => Kind <= HoconKind.Text ? (string?)_content : throw Not("a text");

    /// <summary>The truth value: true, on, yes, false, off or no.</summary>
    /// <exception cref="ConfigurationException">It is none of these.</exception>
    public bool GetBoolean() => HoconScalar.Boolean(this);

    /// <summary>The value as a byte.</summary>
    /// <exception cref="ConfigurationException">It is not a whole number from 0 to 255.</exception>
    public byte GetByte() => HoconScalar.Byte(this);

    /// <summary>The value as a whole number.</summary>
    /// <exception cref="ConfigurationException">It is none, or does not fit 32 bits.</exception>
    public int GetInt() => HoconScalar.Int(this);

    /// <summary>The value as a whole number.</summary>
    /// <exception cref="ConfigurationException">It is none, or does not fit 64 bits.</exception>
    public long GetLong() => HoconScalar.Long(this);

    /// <summary>The value as a number.</summary>
    /// <exception cref="ConfigurationException">It is none.</exception>
    public float GetFloat() => HoconScalar.Float(this);

    /// <summary>The value as a number.</summary>
    /// <exception cref="ConfigurationException">It is none.</exception>
    public double GetDouble() => HoconScalar.Double(this);

    /// <summary>The value as a decimal number.</summary>
    /// <exception cref="ConfigurationException">It is none.</exception>
    public decimal GetDecimal() => HoconScalar.Decimal(this);

    /// <summary>The value as a duration; a number without a unit is in milliseconds.</summary>
    /// <param name="allowInfinite">
    /// Whether <c>infinite</c> is allowed; it is returned as <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </param>
    /// <exception cref="ConfigurationException">It is none, is negative, or is infinite where that is not allowed.</exception>
    public TimeSpan GetTimeSpan(bool allowInfinite = true) => HoconScalar.Duration(this, allowInfinite);

    /// <summary>The value as a size in bytes, as in <c>500 MB</c> or <c>64 KiB</c>; null for null.</summary>
    /// <exception cref="ConfigurationException">It is none.</exception>
    public long? GetByteSize() => Kind == HoconKind.Null ? null : HoconScalar.Bytes(this);

    /// <summary>The elements as texts.</summary>
    /// <exception cref="ConfigurationException">It is no array, or an element is no text.</exception>
    public IList<string> GetStringList() => HoconScalar.List(this, HoconScalar.Text);

    /// <summary>The elements as truth values.</summary>
    /// <exception cref="ConfigurationException">It is no array, or an element is no truth value.</exception>
    public IList<bool> GetBooleanList() => HoconScalar.List(this, HoconScalar.Boolean);

    /// <summary>The elements as bytes.</summary>
    /// <exception cref="ConfigurationException">It is no array, or an element is no byte.</exception>
    public IList<byte> GetByteList() => HoconScalar.List(this, HoconScalar.Byte);

    /// <summary>The elements as whole numbers.</summary>
    /// <exception cref="ConfigurationException">It is no array, or an element is no such number.</exception>
    public IList<int> GetIntList() => HoconScalar.List(this, HoconScalar.Int);

    /// <summary>The elements as whole numbers.</summary>
    /// <exception cref="ConfigurationException">It is no array, or an element is no such number.</exception>
    public IList<long> GetLongList() => HoconScalar.List(this, HoconScalar.Long);

    /// <summary>The elements as numbers.</summary>
    /// <exception cref="ConfigurationException">It is no array, or an element is no number.</exception>
    public IList<float> GetFloatList() => HoconScalar.List(this, HoconScalar.Float);

    /// <summary>The elements as numbers.</summary>
    /// <exception cref="ConfigurationException">It is no array, or an element is no number.</exception>
    public IList<double> GetDoubleList() => HoconScalar.List(this, HoconScalar.Double);

    /// <summary>The elements as decimal numbers.</summary>
    /// <exception cref="ConfigurationException">It is no array, or an element is no number.</exception>
    public IList<decimal> GetDecimalList() => HoconScalar.List(this, HoconScalar.Decimal);

    /// <summary>A configuration that has this object as its root.</summary>
    /// <exception cref="ConfigurationException">It is no object.</exception>
    public Config ToConfig() => new(new HoconRoot(this));

    /// <summary>A configuration in which this value stands at a key (one key, not a path).</summary>
    /// <param name="key">The key.</param>
    public Config AtKey(string key) =>
        new HoconValue(
            _source,
            _offset,
            new HoconObject(new Dictionary<string, HoconValue>(StringComparer.Ordinal) { [key] = this })
        ).ToConfig();

    /// <summary>The value as HOCON.</summary>
    public override string ToString() => ToString(0);

    /// <summary>The value as HOCON.</summary>
    /// <param name="indent">How many levels (of two spaces) its fields are indented.</param>
    public virtual string ToString(int indent) => HoconWriter.Write(this, indent);

    internal static HoconValue EmptyObject(HoconSource source, int offset) => new(source, offset, new HoconObject([]));

    internal bool TryGetObject([NotNullWhen(true)] out HoconObject? items) =>
        (items = _content as HoconObject) is not null;

    /// <summary>This value, with what it lacks taken from another if both are objects.</summary>
    internal HoconValue MergedOver(HoconValue fallback) =>
        TryGetObject(out var items) && fallback.TryGetObject(out var below)
            ? new HoconValue(_source, _offset, items.MergedOver(below))
            : this;

    /// <summary>The elements, see <see cref="GetArray"/>; null if it is no array.</summary>
    internal HoconValue[]? Items() => _content as HoconValue[] ?? NumberedItems();

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

    /// <summary>The error for a value that is not what it is asked to be.</summary>
    /// <param name="expected">What it was asked to be.</param>
    /// <param name="path">The path it was asked for at, if it is known.</param>
    internal ConfigurationException Not(string expected, string? path = null)
    {
        var found = Kind switch
        {
            HoconKind.Null => "null",
            HoconKind.Object => "an object",
            HoconKind.Array => "an array",
            _ => $"'{_content}'",
        };
        return new ConfigurationException(
            $"{_source.Describe(_offset)}: expected {expected}{(path is null ? "" : $" at '{path}'")}, found {found}"
        );
    }
}
