using CacheActors.Cli.Output;

namespace CacheActors.Cli.Verbs;

internal sealed class RebuildVerb() : Verb("rebuild", "Drop the views and rebuild them from the journal.")
{
    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        await using var cache = await call.OpenAsync(cancellationToken);
        var report = await cache.RebuildViewsAsync(cancellationToken);
        if (call.Json)
        {
            call.Terminal.WriteJson(
                new RebuildJson(report.Events, Json.Seconds(report.Elapsed)),
                Json.Default.RebuildJson
            );
        }
        else
        {
            call.Terminal.Out.WriteLine(
                $"Rebuilt the views from {Units.Count(report.Events, "event")} in {Units.Duration(report.Elapsed)}."
            );
        }

        return ExitCode.Done;
    }
}

internal sealed record RebuildJson(long Events, double Seconds);
