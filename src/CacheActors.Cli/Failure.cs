using CacheActors.Cli.Output;

namespace CacheActors.Cli;

/// <summary>The one place that turns an error into a message and an exit code.</summary>
internal static class Failure
{
    public static int Report(Terminal terminal, Exception exception)
    {
        switch (exception)
        {
            // Their messages say what, where and what to do.
            case CacheException or InputException:
                terminal.Note($"cacheactors: {exception.Message}");
                break;
            // Anything else is a fault of ours: whoever reports it needs all of it.
            default:
                terminal.Note($"cacheactors: unexpected error; please report it.\n{exception}");
                break;
        }

        return exception switch
        {
            InvalidSettingsException => ExitCode.Usage,
            CacheInUseException => ExitCode.CacheInUse,
            MissingToolException => ExitCode.Lacking,
            _ => ExitCode.Failed,
        };
    }
}
