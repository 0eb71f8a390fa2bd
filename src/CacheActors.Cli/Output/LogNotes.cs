using Serilog.Core;
using Serilog.Events;

namespace CacheActors.Cli.Output;

/// <summary>Writes what the cache logs (warnings and errors) to stderr, a line each; with the stack when it is a fault of ours.</summary>
internal sealed class LogNotes(Terminal terminal) : ILogEventSink
{
    public void Emit(LogEvent logEvent)
    {
        var cause = logEvent.Exception switch
        {
            null => "",
            CacheException known => $": {known.Message}",
            var fault => $"\n{fault}",
        };
        terminal.Note($"cacheactors: {logEvent.RenderMessage()}{cause}");
    }
}
