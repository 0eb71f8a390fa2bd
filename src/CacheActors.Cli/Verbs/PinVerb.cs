using System.CommandLine;
using CacheActors.Cli.Output;
using CacheActors.Domain.Entries;

namespace CacheActors.Cli.Verbs;

internal sealed class PinVerb : Verb
{
    private readonly Argument<EntryKey> _key = KeyArgument.One();
    private readonly bool _pin;

    public PinVerb(bool pin)
        : base(
            pin ? "pin" : "unpin",
            pin ? "Keep an entry from being evicted." : "Let a pinned entry be evicted again."
        )
    {
        _pin = pin;
        Add(_key);
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        await using var cache = await call.OpenAsync(cancellationToken);
        var key = call.Get(_key);
        await (_pin ? cache.PinAsync(key, cancellationToken) : cache.UnpinAsync(key, cancellationToken));
        var statistics = await cache.StatisticsAsync(cancellationToken);
        if (call.Json)
        {
            call.Terminal.WriteJson(new PinJson(statistics.Pinned), Json.Default.PinJson);
        }
        else
        {
            call.Terminal.Out.WriteLine(
                $"{key} is {(_pin ? "pinned" : "not pinned")}; {Units.Count(statistics.Pinned, "entry is", "entries are")} in all."
            );
        }

        return ExitCode.Done;
    }
}

/// <summary>What <c>pin</c> and <c>unpin</c> print: how many entries are pinned now.</summary>
internal sealed record PinJson(long Pinned);
