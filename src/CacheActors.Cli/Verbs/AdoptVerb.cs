using System.CommandLine;
using CacheActors.Cli.Output;

namespace CacheActors.Cli.Verbs;

internal sealed class AdoptVerb : Verb
{
    private readonly Argument<string> _source = new("SOURCE")
    {
        Description = "The older cache: its folder, or the JSON or SQLite file with its metadata.",
    };

    private readonly Option<string?> _voice = new("--voice")
    {
        Description = "The voice of entries that do not say theirs.",
    };

    public AdoptVerb()
        : base(
            "adopt",
            "Take over an older cache; it stays as it is. Run again it goes on with what is missing. `compress` compresses afterwards."
        )
    {
        Add(_source);
        Add(_voice);
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var source = Path.GetFullPath(call.Get(_source));
        if (!Path.Exists(source))
        {
            throw new InputException($"There is no {source}. Name the older cache's folder or its metadata file.");
        }
        await using var cache = await call.OpenAsync(cancellationToken);
        var display = new StageDisplay(call.Terminal, call.Time);
        var stage = display.Begin("Adopt");
        var progress = new DirectProgress<AdoptionProgress>(p => stage.Report(p.Done, p.Total));
        var report = await display.RunAsync(() =>
            cache.AdoptAsync(new AdoptionRequest(source, call.Get(_voice)), progress, cancellationToken)
        );
        Print(call, report);
        return report.Failures.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static void Print(Call call, AdoptionReport report)
    {
        foreach (var failure in report.Failures)
        {
            call.Terminal.Note($"cacheactors: not adopted: {failure.Name}: {failure.Reason}");
        }
        foreach (var file in report.Unlisted)
        {
            call.Terminal.Note($"cacheactors: not adopted: {file}: the metadata do not name it");
        }

        if (call.Json)
        {
            call.Terminal.WriteJson(
                new AdoptJson(
                    report.Adopted,
                    report.Skipped,
                    [.. report.Failures.Select(failure => new AdoptFailureJson(failure.Name, failure.Reason))],
                    report.Unlisted
                ),
                Json.Default.AdoptJson
            );
        }
        else
        {
            call.Terminal.Out.WriteLine(
                $"Adopted {Units.Count(report.Adopted, "entry", "entries")}, skipped {report.Skipped} that the cache has, {report.Failures.Count} failed."
            );
        }
    }
}

internal sealed record AdoptJson(
    int Adopted,
    int Skipped,
    IReadOnlyList<AdoptFailureJson> Failed,
    IReadOnlyList<string> Unlisted
);

internal sealed record AdoptFailureJson(string Name, string Reason);
