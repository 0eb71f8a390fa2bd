using System.CommandLine;
using CacheActors.Cli.Output;

namespace CacheActors.Cli.Verbs;

internal sealed class EvictVerb : Verb
{
    private readonly Option<long?> _to = NumberOption.Create(
        "--to",
        0,
        long.MaxValue,
        "Bytes of audio to come down to; without it the budget."
    );

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Only list what would be let go, least recently used first.",
    };

    public EvictVerb()
        : base("evict", "Let go of what was used least recently; never what is pinned, has owners or is in use.")
    {
        Add(_to);
        Add(_dryRun);
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        await using var cache = await call.OpenAsync(cancellationToken);
        var dryRun = call.Get(_dryRun);
        var report = await cache.EvictAsync(call.Get(_to), dryRun, cancellationToken);
        if (call.Json)
        {
            call.Terminal.WriteJson(EvictJson.Of(report), Json.Default.EvictJson);
        }
        else
        {
            Print(call.Terminal, report, dryRun);
        }

        return ExitCode.Done;
    }

    private static void Print(Terminal terminal, EvictionReport report, bool dryRun)
    {
        if (dryRun && report.Victims.Count > 0)
        {
            var table = new Table("Key", ">Size", "Last used");
            foreach (var victim in report.Victims)
            {
                table.Add(victim.Key.Value, Units.Bytes(victim.SizeBytes), Units.Time(victim.LastAccessed));
            }

            table.WriteTo(terminal);
        }

        terminal.Out.WriteLine(
            $"{(dryRun ? "Would evict" : "Evicted")} {Units.Count(report.Victims.Count, "entry", "entries")}: "
                + $"{Units.Bytes(report.BytesBefore)} {(dryRun ? "would become" : "became")} {Units.Bytes(report.BytesAfter)}."
        );
        foreach (var holder in report.Holders)
        {
            terminal.Note($"Kept: {holder.Key} ({Units.Bytes(holder.SizeBytes)}, {holder.Why})");
        }
    }
}

/// <summary>What <c>evict</c> prints.</summary>
internal sealed record EvictJson(
    int Evicted,
    long FreedBytes,
    long BytesBefore,
    long BytesAfter,
    IReadOnlyList<VictimJson> Victims,
    IReadOnlyList<HolderJson> Holders
)
{
    public static EvictJson Of(EvictionReport report) =>
        new(
            report.Victims.Count,
            report.FreedBytes,
            report.BytesBefore,
            report.BytesAfter,
            [.. report.Victims.Select(v => new VictimJson(v.Key.Value, v.SizeBytes, v.LastAccessed))],
            [.. report.Holders.Select(h => new HolderJson(h.Key.Value, h.SizeBytes, h.Why))]
        );
}

internal sealed record VictimJson(string Key, long SizeBytes, DateTimeOffset LastAccessed);

internal sealed record HolderJson(string Key, long SizeBytes, string Why);
