using System.Reflection;
using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>A text that is parsed: what to call it in errors, and where the names in its includes lead.</summary>
internal abstract class HoconSource(string? name, string text)
{
    public string? Name { get; } = name;

    public string Text { get; } = text;

    /// <summary>Opens what an <c>include "name"</c> of this text means.</summary>
    public abstract HoconSource OpenInclude(string name);

    /// <summary>Where an offset is, as <c>file (line 3, column 14)</c>; counted only when an error needs it.</summary>
    public string Describe(int offset) => Name is null ? $"({Place(offset)})" : $"{Name} ({Place(offset)})";

    /// <summary>Where an offset is in this text, as <c>line 3, column 14</c>.</summary>
    public string Place(int offset)
    {
        var before = Text.AsSpan(0, Math.Min(offset, Text.Length));
        var line = before.Count('\n') + 1;
        var column = before.Length - before.LastIndexOf('\n');
        return $"line {line}, column {column}";
    }

    public ConfigurationException Error(int offset, string message, Exception? cause = null) =>
        new($"{Describe(offset)}: {message}", cause);
}

/// <summary>A text that was handed over as a string; its includes are files below the current directory.</summary>
internal sealed class HoconText(string text) : HoconSource(null, text)
{
    public override HoconSource OpenInclude(string name) => HoconFileText.Open(Path.GetFullPath(name));
}

/// <summary>The text of a file; its includes are relative to the file's folder.</summary>
internal sealed class HoconFileText : HoconSource
{
    private HoconFileText(string path, string text)
        : base(path, text) { }

    /// <summary>Reads a file. Throws what <see cref="File.ReadAllText(string)"/> throws.</summary>
    public static HoconFileText Open(string path) => new(path, File.ReadAllText(path));

    public override HoconSource OpenInclude(string name) =>
        Open(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(Name ?? "")) ?? "", name));
}

/// <summary>The text of an embedded resource; its includes are resources of the same assembly.</summary>
internal sealed class HoconResource : HoconSource
{
    private readonly Assembly _assembly;

    private HoconResource(Assembly assembly, string name, string text)
        : base(name, text) => _assembly = assembly;

    public static HoconResource Open(Assembly assembly, string name)
    {
        using var stream =
            assembly.GetManifestResourceStream(name)
            ?? throw new ConfigurationException(
                $"The assembly {assembly.GetName().Name} has no embedded resource '{name}'. "
                    + $"It has: {string.Join(", ", assembly.GetManifestResourceNames())}."
            );
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new HoconResource(assembly, name, Encoding.UTF8.GetString(bytes));
    }

    public override HoconSource OpenInclude(string name) => Open(_assembly, name);
}
