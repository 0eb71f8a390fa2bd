using System.CommandLine;
using CacheActors.Cli.Output;
using CacheActors.Domain.Entries;

namespace CacheActors.Cli.Verbs;

internal sealed class RefVerb : Verb
{
    private const string AddAction = "add";

    private readonly Argument<string> _action = new("ACTION") { Description = "add or remove." };
    private readonly Argument<EntryKey> _key = KeyArgument.One();
    private readonly Argument<EntryOwner> _owner = OwnerArgument.One();

    public RefVerb()
        : base("ref", "Add or remove an owner of an entry: while it has one it is not evicted.")
    {
        _action.AcceptOnlyFromAmong(AddAction, "remove");
        Add(_action);
        Add(_key);
        Add(_owner);
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        await using var cache = await call.OpenAsync(cancellationToken);
        var (key, owner) = (call.Get(_key), call.Get(_owner));
        await (
            call.Get(_action) == AddAction
                ? cache.AddReferenceAsync(key, owner, cancellationToken)
                : cache.RemoveReferenceAsync(key, owner, cancellationToken)
        );
        var owners = (await cache.Reader.FindAsync(key, cancellationToken))?.Owners ?? [];
        if (call.Json)
        {
            call.Terminal.WriteJson(new RefJson(owners.Count), Json.Default.RefJson);
        }
        else
        {
            call.Terminal.Out.WriteLine(
                owners.Count == 0 ? $"{key} has no owner." : $"{key} belongs to {string.Join(", ", owners)}."
            );
        }

        return ExitCode.Done;
    }
}

/// <summary>What <c>ref</c> prints: how many owners the entry has now.</summary>
internal sealed record RefJson(int References);
