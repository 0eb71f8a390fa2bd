using System.Data.Common;
using Akka.Configuration;

namespace CacheActors.Persistence.Sql;

/// <summary>Reads the settings of a store from a plugin's section. The keys are those of Akka.Persistence.Sql, with a few more.</summary>
internal static class StoreConfig
{
    /// <summary>The settings of a journal.</summary>
    /// <exception cref="ConfigurationException">A setting cannot be used; the message says which, and what it can be.</exception>
    public static StoreSettings Read(Config config)
    {
        var provider = config.GetString("provider-name");
        if (provider?.StartsWith("SQLite", StringComparison.OrdinalIgnoreCase) != true)
        {
            throw new ConfigurationException($"provider-name is '{provider}'; this plugin has SQLite.MS only.");
        }

        if (config.GetString("tag-write-mode", "TagTable") is var tags && tags != "TagTable")
        {
            throw new ConfigurationException($"tag-write-mode is '{tags}'; this plugin has TagTable only.");
        }

        return new StoreSettings(
            PathOf(config.GetString("connection-string") ?? ""),
            Synchronous(config.GetString("synchronous", "FULL")!),
            config.GetBoolean("auto-initialize", @default: true),
            config.GetTimeSpan("busy-timeout", TimeSpan.FromSeconds(5)),
            Positive(config, "batch-size", 1000),
            Positive(config, "buffer-size", 500_000),
            Positive(config, "replay-batch-size", 1000),
            Positive(config, "read-connections", 2),
            config.GetString("pragmas", "")!
        );
    }

    /// <summary>The settings of a snapshot store: those of the journal if both use one file.</summary>
    /// <exception cref="ConfigurationException">A setting cannot be used; the message says which, and what it can be.</exception>
    public static StoreSettings ReadShared(Config config, Config? journal)
    {
        var own = Read(config);
        if (journal?.GetString("class")?.Contains(nameof(SqliteWriteJournal), StringComparison.Ordinal) != true)
        {
            return own;
        }

        var shared = Read(journal);
        return shared.Path == own.Path ? shared : own;
    }

    private static string PathOf(string connectionString)
    {
        DbConnectionStringBuilder parts;
        try
        {
            parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
        }
        catch (ArgumentException e)
        {
            throw new ConfigurationException($"connection-string cannot be read: {e.Message}", e);
        }

        var path = Part(parts, "Data Source") ?? Part(parts, "DataSource") ?? Part(parts, "Filename");
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new ConfigurationException(
                "connection-string names no file: it must be \"Data Source=/path/to/journal.db\"."
            );
        }

        var mode = Part(parts, "Mode");
        if (path == ":memory:" || path.StartsWith("file:", StringComparison.Ordinal) || mode is "Memory" or "ReadOnly")
        {
            throw new ConfigurationException(
                $"connection-string is '{connectionString}'; this plugin needs a file that it can write. "
                    + "In memory there are akka.persistence.journal.inmem and akka.persistence.snapshot-store.inmem."
            );
        }

        if (Part(parts, "Password") is not null)
        {
            throw new ConfigurationException("connection-string has a password; this plugin does not encrypt.");
        }

        return Path.GetFullPath(path);
    }

    private static string? Part(DbConnectionStringBuilder parts, string key) =>
        parts.TryGetValue(key, out var value) ? value.ToString() : null;

    private static SynchronousMode Synchronous(string value) =>
        value.ToUpperInvariant() switch
        {
            "FULL" => SynchronousMode.Full,
            "NORMAL" => SynchronousMode.Normal,
            _ => throw new ConfigurationException($"synchronous is '{value}'; it can be FULL or NORMAL."),
        };

    private static int Positive(Config config, string key, int fallback)
    {
        var value = config.GetInt(key, fallback);
        return value > 0 ? value : throw new ConfigurationException($"{key} is {value}; it must be 1 or more.");
    }
}
