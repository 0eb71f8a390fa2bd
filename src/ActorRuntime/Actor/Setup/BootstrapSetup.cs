using Akka.Configuration;
using Akka.Util;

namespace Akka.Actor;

/// <summary>The configuration of a system, as a part of its setup. Immutable.</summary>
public sealed class BootstrapSetup : Setup.Setup
{
    private BootstrapSetup(Option<Config> config)
    {
        Config = config;
    }

    /// <summary>The configuration; if there is none, the defaults count.</summary>
    public Option<Config> Config { get; }

    /// <summary>A setup without configuration.</summary>
    public static BootstrapSetup Create() => new(Option<Config>.None);

    /// <summary>The same with a configuration.</summary>
    /// <param name="config">The configuration.</param>
    public BootstrapSetup WithConfig(Config config) => new(config);

    /// <summary>The same with a configuration that counts where the present one says nothing.</summary>
    /// <param name="config">The configuration.</param>
    public BootstrapSetup WithConfigFallback(Config config) =>
        new(Config.HasValue ? Config.Value.WithFallback(config) : config);
}
