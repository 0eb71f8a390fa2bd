using System.CommandLine;
using CacheActors.Cli.Output;
using CacheActors.Domain.Entries;

namespace CacheActors.Cli.Verbs;

internal sealed class ReleaseVerb : Verb
{
    private readonly Argument<EntryOwner> _owner = OwnerArgument.One();

    public ReleaseVerb()
        : base("release", "Release every entry that an owner needed: the owner is deleted.") => Add(_owner);

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        await using var cache = await call.OpenAsync(cancellationToken);
        var owner = call.Get(_owner);
        var released = await cache.ReleaseOwnerAsync(owner, cancellationToken);
        if (call.Json)
        {
            call.Terminal.WriteJson(new ReleaseJson(released), Json.Default.ReleaseJson);
        }
        else
        {
            call.Terminal.Out.WriteLine($"{owner} released {Units.Count(released, "entry", "entries")}.");
        }

        return ExitCode.Done;
    }
}

/// <summary>What <c>release</c> prints: how many entries the owner had.</summary>
internal sealed record ReleaseJson(int Released);
