using System.CommandLine;

namespace CacheActors.Cli;

/// <summary>The options every verb has; they may stand before and after it.</summary>
internal static class GlobalOptions
{
    public static Option<string?> Cache { get; } =
        new("--cache")
        {
            Description =
                "The cache folder. Without it: the folder that --config names, or else $XDG_CACHE_HOME/cacheactors, or else ~/.cache/cacheactors.",
            HelpName = "DIR",
            Recursive = true,
        };

    public static Option<string?> Config { get; } =
        new("--config")
        {
            Description = "A HOCON file with settings; `cacheactors config` prints all of them as they stand.",
            HelpName = "FILE",
            Recursive = true,
        };

    public static Option<bool> Json { get; } =
        new("--json")
        {
            Description = "One JSON document on stdout; progress and messages stay on stderr.",
            Recursive = true,
        };
}
