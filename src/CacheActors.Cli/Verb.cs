using System.CommandLine;

namespace CacheActors.Cli;

/// <summary>A verb of the command line: parses, calls the façade, prints.</summary>
internal abstract class Verb(string name, string description) : Command(name, description)
{
    public abstract Task<int> RunAsync(Call call, CancellationToken cancellationToken);
}
