using System.CommandLine;
using CacheActors.Cli.Output;

namespace CacheActors.Cli;

/// <summary>One call of a verb: what was on the command line, and what it may use.</summary>
internal sealed class Call(ParseResult parse, Terminal terminal, TimeProvider time)
{
    public Terminal Terminal { get; } = terminal;

    public TimeProvider Time { get; } = time;

    public bool Json { get; } = parse.GetValue(GlobalOptions.Json);

    /// <summary>The folder named on the command line.</summary>
    public string? Folder { get; } = parse.GetValue(GlobalOptions.Cache);

    public T? Get<T>(Option<T> option) => parse.GetValue(option);

    public T Get<T>(Argument<T> argument) => parse.GetRequiredValue(argument);

    public T? Find<T>(Argument<T> argument) => parse.GetValue(argument);

    public T GetRequired<T>(Option<T> option) => parse.GetRequiredValue(option);

    /// <summary>The settings in force.</summary>
    /// <exception cref="InvalidSettingsException">They cannot be used.</exception>
    public CacheActorsOptions LoadOptions() => LoadOptions(Folder);

    /// <inheritdoc cref="LoadOptions()"/>
    public CacheActorsOptions LoadOptions(string? folder) =>
        CacheActorsOptions.Load(parse.GetValue(GlobalOptions.Config), folder, DefaultFolder());

    /// <summary>Opens the cache to do one thing and nothing beside it: nothing is compressed or reconciled meanwhile.</summary>
    public Task<AudioCache> OpenAsync(CancellationToken cancellationToken)
    {
        var options = LoadOptions();
        options.Compression.Automatic = false;
        options.Reconciliation.Automatic = false;
        return AudioCache.OpenAsync(options, cancellationToken: cancellationToken);
    }

    private static string DefaultFolder()
    {
        // The specification tells to ignore a relative path.
        var caches =
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { } set && Path.IsPathFullyQualified(set)
                ? set
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(caches, "cacheactors");
    }
}
