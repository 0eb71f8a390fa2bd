using CacheActors.Cli.Output;

namespace CacheActors.Cli.Verbs;

internal sealed class StatsVerb() : Verb("stats", "Show counts and sizes per state, and the hit rate.")
{
    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        using var reader = CacheReader.Open(call.LoadOptions());
        var statistics = await reader.StatisticsAsync(cancellationToken);
        if (call.Json)
        {
            call.Terminal.WriteJson(StatsPrinter.ToJson(statistics), Json.Default.StatsJson);
        }
        else
        {
            StatsPrinter.Print(call.Terminal, statistics);
        }

        return ExitCode.Done;
    }
}
