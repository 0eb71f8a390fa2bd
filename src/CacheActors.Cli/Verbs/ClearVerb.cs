using System.CommandLine;
using CacheActors.Cli.Output;

namespace CacheActors.Cli.Verbs;

internal sealed class ClearVerb : Verb
{
    private readonly Argument<string> _kind = new("KIND")
    {
        Description = "audio, or all: everything the cache holds.",
    };

    public ClearVerb()
        : base("clear", "Let go of everything of a kind, pinned or not. Histories stay.")
    {
        _kind.AcceptOnlyFromAmong("audio", "all");
        Add(_kind);
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        await using var cache = await call.OpenAsync(cancellationToken);
        var report = await cache.ClearAsync(cancellationToken);
        if (call.Json)
        {
            call.Terminal.WriteJson(new ClearJson(report.Victims.Count, report.FreedBytes), Json.Default.ClearJson);
        }
        else
        {
            call.Terminal.Out.WriteLine(
                $"Cleared {Units.Count(report.Victims.Count, "entry", "entries")}, {Units.Bytes(report.FreedBytes)}."
            );
        }

        return ExitCode.Done;
    }
}

/// <summary>What <c>clear</c> prints.</summary>
internal sealed record ClearJson(int Cleared, long FreedBytes);
