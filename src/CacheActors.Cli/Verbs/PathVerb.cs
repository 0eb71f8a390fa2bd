using System.CommandLine;
using CacheActors.Cli.Output;
using CacheActors.Domain.Entries;

namespace CacheActors.Cli.Verbs;

internal sealed class PathVerb : Verb
{
    private readonly Argument<EntryKey> _key = KeyArgument.One();

    public PathVerb()
        : base("path", "Print the path of an entry's playable file; counts as a use.") => Add(_key);

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        await using var cache = await call.OpenAsync(cancellationToken);
        var key = call.Get(_key);
        var audio = await cache.TryGetAsync(key, cancellationToken) ?? throw new UnknownEntryException(key.Value);
        if (call.Json)
        {
            call.Terminal.WriteJson(new PathJson(audio.Path), Json.Default.PathJson);
        }
        else
        {
            call.Terminal.Out.WriteLine(audio.Path);
        }

        return ExitCode.Done;
    }
}

internal sealed record PathJson(string Path);
