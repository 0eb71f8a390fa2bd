using System.CommandLine;
using CacheActors.Cli.Output;
using CacheActors.Domain.Entries;

namespace CacheActors.Cli.Verbs;

internal sealed class ExplainVerb : Verb
{
    private readonly Argument<EntryKey> _key = KeyArgument.One();

    public ExplainVerb()
        : base("explain", "Say why an entry is here, why it was not evicted, and what comes next.") => Add(_key);

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        await using var cache = await call.OpenAsync(cancellationToken);
        var key = call.Get(_key);
        var explanation =
            await cache.ExplainAsync(key, cancellationToken) ?? throw new UnknownEntryException(key.Value);
        if (call.Json)
        {
            call.Terminal.WriteJson(
                new ExplainJson(
                    key.Value,
                    explanation.Entry.State,
                    explanation.WhyHere,
                    explanation.WhyKept,
                    explanation.Next,
                    explanation.EvictionRank
                ),
                Json.Default.ExplainJson
            );
        }
        else
        {
            call.Terminal.Out.WriteLine(explanation.WhyHere);
            call.Terminal.Out.WriteLine(explanation.WhyKept);
            call.Terminal.Out.WriteLine(explanation.Next);
        }

        return ExitCode.Done;
    }
}

/// <summary>What <c>explain</c> prints.</summary>
internal sealed record ExplainJson(
    string Key,
    string State,
    string WhyHere,
    string WhyKept,
    string Next,
    long? EvictionRank
);
