using System.Diagnostics.CodeAnalysis;

namespace Akka.Configuration;

/// <summary>Questions to a configuration that may be missing.</summary>
public static class ConfigExtensions
{
    /// <summary>True if there is no configuration, or none of its values are set.</summary>
    /// <param name="config">The configuration, or null.</param>
    public static bool IsNullOrEmpty([NotNullWhen(false)] this Config? config) => config is null || config.IsEmpty;

    /// <summary>A configuration with another to fall back on, where either may be missing.</summary>
    /// <param name="config">What counts first, or null.</param>
    /// <param name="fallback">What to fall back on, or null.</param>
    /// <returns>Both; the one that is there; or null if neither is.</returns>
    [return: NotNullIfNotNull(nameof(config)), NotNullIfNotNull(nameof(fallback))]
    public static Config? SafeWithFallback(this Config? config, Config? fallback) =>
        config is null ? fallback
        : ReferenceEquals(config, fallback) ? config
        : config.WithFallback(fallback);
}
