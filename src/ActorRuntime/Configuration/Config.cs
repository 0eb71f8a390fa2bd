using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>
/// A configuration: values by dotted path, with other configurations to fall back on. It does not change, and can be
/// read from several threads. A part of a path that has a dot in it stands in quotes: <c>a."b.c".d</c>.
/// </summary>
public partial class Config
{
    /// <summary>A configuration without any value.</summary>
    public static readonly Config Empty = new();

    private readonly HoconValue _own;
    private HoconValue? _merged;

    /// <summary>Creates a configuration without any value.</summary>
    public Config()
        : this(Parser.Parse("", includeCallback: null)) { }

    /// <summary>Creates the configuration of a parsed text.</summary>
    /// <param name="root">The parsed text.</param>
    /// <exception cref="ConfigurationException">The text is not an object.</exception>
    public Config(HoconRoot root)
        : this(ObjectOf(root), fallback: null) { }

    /// <summary>Creates a configuration that takes what it lacks from another.</summary>
    /// <param name="source">What counts first.</param>
    /// <param name="fallback">What counts where <paramref name="source"/> and its own fallbacks have nothing.</param>
    public Config(Config source, Config? fallback)
    {
        ArgumentNullException.ThrowIfNull(source);
        _own = source._own;
        Fallback = source.Fallback is null ? fallback : new Config(source.Fallback, fallback);
    }

    private Config(HoconValue own, Config? fallback)
    {
        _own = own;
        Fallback = fallback;
    }

    /// <summary>The configuration that is asked for what this one lacks, or null.</summary>
    public Config? Fallback { get; }

    /// <summary>True if neither this configuration nor its fallbacks have a value.</summary>
    public virtual bool IsEmpty => _own.IsEmpty && Fallback is null or { IsEmpty: true };

    /// <summary>All values, those of the fallbacks included.</summary>
    public virtual HoconValue Root => _merged ??= Fallback is null ? _own : _own.MergedOver(Fallback.Root);

    /// <summary>This configuration with another one at the end of its fallbacks.</summary>
    /// <param name="fallback">What to fall back on; null or an empty one changes nothing.</param>
    /// <exception cref="ArgumentException">It is this configuration itself.</exception>
    public virtual Config WithFallback(Config? fallback)
    {
        if (ReferenceEquals(fallback, this))
        {
            throw new ArgumentException("A configuration cannot be its own fallback.", nameof(fallback));
        }

        return fallback.IsNullOrEmpty() ? this
            : _own.IsEmpty && Fallback is null ? fallback
            : Copy(fallback);
    }

    /// <summary>Whether there is a value at a path; null is one.</summary>
    /// <param name="path">The path.</param>
    public virtual bool HasPath(string path) => GetValue(path) is not null;

    /// <summary>The value at a path, or null if there is none. Objects are merged with those of the fallbacks.</summary>
    /// <param name="path">The path.</param>
    public HoconValue? GetValue(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var parts = HoconPath.Split(path);
        HoconValue? found = null;
        for (var config = this; config is not null; config = config.Fallback)
        {
            var value = Find(config._own, parts, out var hidden);
            found =
                found is null ? value
                : value is null ? found
                : found.MergedOver(value);
            if (hidden || value is { Kind: not HoconKind.Object })
            {
                break;
            }
        }

        return found;
    }

    /// <summary>The part of the configuration below a path, or null if there is none.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="ConfigurationException">What stands there is not an object.</exception>
    public virtual Config? GetConfig(string path) =>
        Present(path) is not { } value ? null
        : value.IsObject() ? value.ToConfig()
        : throw value.Not("an object", path);

    /// <summary>The outermost keys and their values, those of the fallbacks included.</summary>
    public virtual IEnumerable<KeyValuePair<string, HoconValue>> AsEnumerable() => Root.GetObject().Items;

    /// <summary>The values of this configuration, without its fallbacks, as HOCON.</summary>
    public override string ToString() => ToString(includeFallback: false);

    /// <summary>The configuration as HOCON.</summary>
    /// <param name="includeFallback">Whether what comes from the fallbacks is included.</param>
    public string ToString(bool includeFallback) => (includeFallback ? Root : _own).GetObject().ToString();

    /// <summary>Parses HOCON.</summary>
    /// <param name="str">The text.</param>
    /// <exception cref="ConfigurationException">The text is not HOCON; the message says where and why.</exception>
    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

    /// <summary>A configuration with a HOCON text to fall back on.</summary>
    /// <param name="config">What counts first.</param>
    /// <param name="fallback">What to fall back on.</param>
    /// <exception cref="ConfigurationException">The text is not HOCON; the message says where and why.</exception>
    public static Config operator +(Config config, string fallback)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config.WithFallback(fallback);
    }

    /// <summary>A HOCON text with a configuration to fall back on.</summary>
    /// <param name="configHocon">What counts first.</param>
    /// <param name="fallbackConfig">What to fall back on.</param>
    /// <exception cref="ConfigurationException">The text is not HOCON; the message says where and why.</exception>
    public static Config operator +(string configHocon, Config fallbackConfig) =>
        ConfigurationFactory.ParseString(configHocon).WithFallback(fallbackConfig);

    /// <summary>A copy of this configuration.</summary>
    /// <param name="fallback">What is added at the end of its fallbacks, or null.</param>
    protected Config Copy(Config? fallback = null) => new(this, fallback);

    private static HoconValue ObjectOf(HoconRoot root)
    {
        ArgumentNullException.ThrowIfNull(root);
        root.Value.GetObject();
        return root.Value;
    }

    /// <summary>Follows a path; <paramref name="hidden"/> says that a text or an array on the way ends it for good.</summary>
    private static HoconValue? Find(HoconValue value, string[] path, out bool hidden)
    {
        hidden = false;
        foreach (var key in path)
        {
            if (!value.TryGetObject(out var items))
            {
                hidden = true;
                return null;
            }

            if (!items.Items.TryGetValue(key, out var next))
            {
                return null;
            }

            value = next;
        }

        return value;
    }
}
