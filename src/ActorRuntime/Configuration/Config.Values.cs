using System.Diagnostics.CodeAnalysis;
using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <content>The values by type. A value that is absent, or null, gives the default that is passed.</content>
public partial class Config
{
    /// <summary>The text at a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="default">What is returned if there is none.</param>
    /// <exception cref="ConfigurationException">The value is an object or an array.</exception>
    [return: NotNullIfNotNull(nameof(@default))]
    public virtual string? GetString(string path, string? @default = null) =>
        Present(path) is { } value ? HoconScalar.Text(value, path) : @default;

    /// <summary>The truth value at a path: true, on, yes, false, off or no.</summary>
    /// <param name="path">The path.</param>
    /// <param name="default">What is returned if there is none.</param>
    /// <exception cref="ConfigurationException">The value is none of these.</exception>
    public virtual bool GetBoolean(string path, bool @default = false) =>
        Present(path) is { } value ? HoconScalar.Boolean(value, path) : @default;

    /// <summary>The whole number at a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="default">What is returned if there is none.</param>
    /// <exception cref="ConfigurationException">The value is none, or does not fit 32 bits.</exception>
    public virtual int GetInt(string path, int @default = 0) =>
        Present(path) is { } value ? HoconScalar.Int(value, path) : @default;

    /// <summary>The whole number at a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="default">What is returned if there is none.</param>
    /// <exception cref="ConfigurationException">The value is none, or does not fit 64 bits.</exception>
    public virtual long GetLong(string path, long @default = 0) =>
        Present(path) is { } value ? HoconScalar.Long(value, path) : @default;

    /// <summary>The number at a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="default">What is returned if there is none.</param>
    /// <exception cref="ConfigurationException">The value is none.</exception>
    public virtual float GetFloat(string path, float @default = 0) =>
        Present(path) is { } value ? HoconScalar.Float(value, path) : @default;

    /// <summary>The number at a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="default">What is returned if there is none.</param>
    /// <exception cref="ConfigurationException">The value is none.</exception>
    public virtual double GetDouble(string path, double @default = 0) =>
        Present(path) is { } value ? HoconScalar.Double(value, path) : @default;

    /// <summary>The decimal number at a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="default">What is returned if there is none.</param>
    /// <exception cref="ConfigurationException">The value is none.</exception>
    public virtual decimal GetDecimal(string path, decimal @default = 0) =>
        Present(path) is { } value ? HoconScalar.Decimal(value, path) : @default;

    /// <summary>The duration at a path; a number without a unit is in milliseconds.</summary>
    /// <param name="path">The path.</param>
    /// <param name="default">What is returned if there is none; null means zero.</param>
    /// <param name="allowInfinite">
    /// Whether <c>infinite</c> is allowed; it is returned as <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </param>
    /// <exception cref="ConfigurationException">The value is none, is negative, or infinite where that is not allowed.</exception>
    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true) =>
        Present(path) is { } value ? HoconScalar.Duration(value, allowInfinite, path) : @default.GetValueOrDefault();

    /// <summary>The size in bytes at a path, as in <c>500 MB</c> or <c>64 KiB</c>; null if there is none.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="ConfigurationException">The value is no size.</exception>
    public virtual long? GetByteSize(string path) => GetByteSize(path, def: null);

    /// <summary>The size in bytes at a path, as in <c>500 MB</c> or <c>64 KiB</c>.</summary>
    /// <param name="path">The path.</param>
    /// <param name="def">What is returned if there is none.</param>
    /// <exception cref="ConfigurationException">The value is no size.</exception>
    public virtual long? GetByteSize(string path, long? def = null) =>
        Present(path) is { } value ? HoconScalar.Bytes(value, path) : def;

    /// <summary>The texts at a path; an empty list if there is nothing.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="ConfigurationException">The value is no array of texts.</exception>
    public virtual IList<string> GetStringList(string path) => GetStringList(path, []);

    /// <summary>The texts at a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="defaultPaths">What is returned if there is nothing.</param>
    /// <exception cref="ConfigurationException">The value is no array of texts.</exception>
    public virtual IList<string> GetStringList(string path, string[] defaultPaths) =>
        Present(path) is { } value ? HoconScalar.List(value, HoconScalar.Text, path) : defaultPaths;

    /// <summary>The truth values at a path; an empty list if there is nothing.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="ConfigurationException">The value is no array of truth values.</exception>
    public virtual IList<bool> GetBooleanList(string path) =>
        Present(path) is { } value ? HoconScalar.List(value, HoconScalar.Boolean, path) : [];

    /// <summary>The bytes at a path; an empty list if there is nothing.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="ConfigurationException">The value is no array of bytes.</exception>
    public virtual IList<byte> GetByteList(string path) =>
        Present(path) is { } value ? HoconScalar.List(value, HoconScalar.Byte, path) : [];

    /// <summary>The whole numbers at a path; an empty list if there is nothing.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="ConfigurationException">The value is no array of whole numbers.</exception>
    public virtual IList<int> GetIntList(string path) =>
        Present(path) is { } value ? HoconScalar.List(value, HoconScalar.Int, path) : [];

    /// <summary>The whole numbers at a path; an empty list if there is nothing.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="ConfigurationException">The value is no array of whole numbers.</exception>
    public virtual IList<long> GetLongList(string path) =>
        Present(path) is { } value ? HoconScalar.List(value, HoconScalar.Long, path) : [];

    /// <summary>The numbers at a path; an empty list if there is nothing.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="ConfigurationException">The value is no array of numbers.</exception>
    public virtual IList<float> GetFloatList(string path) =>
        Present(path) is { } value ? HoconScalar.List(value, HoconScalar.Float, path) : [];

    /// <summary>The numbers at a path; an empty list if there is nothing.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="ConfigurationException">The value is no array of numbers.</exception>
    public virtual IList<double> GetDoubleList(string path) =>
        Present(path) is { } value ? HoconScalar.List(value, HoconScalar.Double, path) : [];

    /// <summary>The decimal numbers at a path; an empty list if there is nothing.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="ConfigurationException">The value is no array of decimal numbers.</exception>
    public virtual IList<decimal> GetDecimalList(string path) =>
        Present(path) is { } value ? HoconScalar.List(value, HoconScalar.Decimal, path) : [];

    /// <summary>The value at a path; null if it is absent, or null itself.</summary>
    private HoconValue? Present(string path) => GetValue(path) is { Kind: not HoconKind.Null } value ? value : null;
}
