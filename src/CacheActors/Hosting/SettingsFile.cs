using System.Text;
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace CacheActors.Hosting;

/// <summary>Settings from and to HOCON.</summary>
internal static class SettingsFile
{
    private const string Root = "cacheactors";

    public static CacheActorsOptions Load(string? configFile, string? folder, string? defaultFolder)
    {
        var options = new CacheActorsOptions();
        var faults = new List<string>();
        if (configFile is not null)
        {
            var text = ReadFile(configFile);
            var config = Parse(text, configFile);
            foreach (var name in UnknownNames(config))
            {
                faults.Add($"{Root}.{name} is not a setting");
            }

            foreach (var setting in SettingsTable.All)
            {
                var path = $"{Root}.{setting.Name}";
                if (config.HasPath(path) && setting.Read(config, path, options) is { } fault)
                {
                    faults.Add($"{path} {fault}");
                }
            }
            if (config.HasPath("akka"))
            {
                options.Hocon = $"akka {config.GetValue("akka")}";
            }
        }
        if (folder is not null)
        {
            options.Folder = folder;
        }
        else if (options.Folder.Length == 0 && defaultFolder is not null)
        {
            options.Folder = defaultFolder;
        }

        faults.AddRange(Faults(options));
        return faults.Count == 0 ? options : throw Refuse(faults, configFile);
    }

    /// <exception cref="InvalidSettingsException">Some are out of range; the message lists them.</exception>
    public static void Check(CacheActorsOptions options)
    {
        if (Faults(options) is { Count: > 0 } faults)
        {
            throw Refuse(faults, null);
        }
    }

    public static string Print(CacheActorsOptions options)
    {
        var text = new StringBuilder(Root).Append(" {\n");
        foreach (var setting in SettingsTable.All)
        {
            text.Append("  ").Append(setting.Name).Append(" = ").Append(setting.Print(options)).Append('\n');
        }

        text.Append("}\n");
        if (options.Hocon.Length > 0)
        {
            text.Append(options.Hocon).Append('\n');
        }

        return text.ToString();
    }

    private static string ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingsException($"The settings file {path} cannot be read: {e.Message}", e);
        }
    }

    private static Config Parse(string text, string path)
    {
        try
        {
            return ConfigurationFactory.ParseString(text);
        }
        catch (Exception e) when (e is ConfigurationException or FormatException)
        {
            throw new InvalidSettingsException($"The settings file {path} is not HOCON: {e.Message}", e);
        }
    }

    /// <summary>What is out of its range, each with the name of the setting; empty when nothing is.</summary>
    public static List<string> Faults(CacheActorsOptions options)
    {
        var faults = new List<string>();
        foreach (var setting in SettingsTable.All)
        {
            if (setting.Check(options) is { } fault)
            {
                faults.Add($"{Root}.{setting.Name} {fault}");
            }
        }
        return faults;
    }

    private static InvalidSettingsException Refuse(List<string> faults, string? configFile) =>
        new(
            (configFile is null ? "The settings cannot be used: " : $"The settings in {configFile} cannot be used: ")
                + string.Join("; ", faults)
                + ". Every setting is described in hocon/reference.conf."
        );

    private static List<string> UnknownNames(Config config)
    {
        var unknown = new List<string>();
        if (config.HasPath(Root))
        {
            Collect(config.GetValue(Root), "", unknown);
        }

        return unknown;
    }

    private static void Collect(HoconValue? value, string path, List<string> unknown)
    {
        if (path.Length > 0 && SettingsTable.All.Any(setting => setting.Name == path))
        {
            return;
        }

        if (
            path.Length > 0
            && !SettingsTable.All.Any(setting => setting.Name.StartsWith(path + '.', StringComparison.Ordinal))
        )
        {
            unknown.Add(path);
            return;
        }
        if (value?.IsObject() != true)
        {
            unknown.Add(path.Length == 0 ? "(not an object)" : path);
            return;
        }
        foreach (var (name, child) in value.GetObject().Items)
        {
            Collect(child, path.Length == 0 ? name : $"{path}.{name}", unknown);
        }
    }
}
