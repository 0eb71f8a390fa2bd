using CacheActors.Cli.Output;
using CacheActors.Domain.Entries;
using CacheActors.Speech;

namespace CacheActors.Cli.Verbs;

internal sealed class DemoVerb()
    : Verb(
        "demo",
        "Speak a bundled story with two voices into a fresh cache, then again: the second time all of it comes from the cache."
    )
{
    private static readonly string[] Voices = ["en-gb", "en-us"];

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var folder = call.Folder ?? Directory.CreateTempSubdirectory("cacheactors-demo-").FullName;
        var options = call.LoadOptions(folder);
        options.Reconciliation.Automatic = false;
        folder = Path.GetFullPath(options.Folder);
        call.Terminal.Note(
            $"Speaking \"{DemoText.Title}\" with the voices {string.Join(" and ", Voices)} into {folder}"
        );

        // Each run opens the cache anew, so that the second finds nothing in memory and everything in the journal.
        var first = await SpeakAsync(call, options, "First run", cancellationToken);
        var second = await SpeakAsync(call, options, "Second run", cancellationToken);

        if (first.Keys.Count == 0)
        {
            return ExitCode.Failed;
        }

        using var reader = CacheReader.Open(options);
        var statistics = await reader.StatisticsAsync(cancellationToken);
        var sample = EntryKey.Parse(first.Keys[0]);
        var history =
            await reader.HistoryAsync(sample, cancellationToken: cancellationToken)
            ?? throw new UnknownEntryException(sample.Value);
        if (call.Json)
        {
            call.Terminal.WriteJson(
                new DemoJson(folder, [first, second], StatsPrinter.ToJson(statistics), HistoryPrinter.ToJson(history)),
                Json.Default.DemoJson
            );
        }
        else
        {
            var output = call.Terminal.Out;
            output.WriteLine($"First run:  {Describe(first)}");
            output.WriteLine($"Second run: {Describe(second)}");
            output.WriteLine();
            StatsPrinter.Print(call.Terminal, statistics);
            output.WriteLine();
            output.WriteLine($"History of {sample}:");
            HistoryPrinter.Print(call.Terminal, history);
            output.WriteLine();
            var audio = await reader.FindAsync(sample, cancellationToken);
            output.WriteLine($"The audio is in {Path.Combine(folder, "audio")}, for example");
            output.WriteLine($"  {audio?.Path}");
        }

        return first.Failed + second.Failed + second.Misses == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<DemoRunJson> SpeakAsync(
        Call call,
        CacheActorsOptions options,
        string name,
        CancellationToken cancellationToken
    )
    {
        var started = call.Time.GetTimestamp();
        var synthesizer = new EspeakSynthesizer(options.Speech);
        await using var cache = await AudioCache.OpenAsync(options, synthesizer, cancellationToken);
        var synthesis = new TextSynthesis(cache, synthesizer, options);
        var display = new StageDisplay(call.Terminal, call.Time);
        var text = DemoText.Read();
        return await display.RunAsync(async () =>
        {
            int segments = 0,
                hits = 0,
                misses = 0,
                failed = 0;
            var keys = new List<EntryKey>();
            foreach (var voice in Voices)
            {
                var spoken = await Speaking.SpeakAsync(
                    synthesis,
                    new TextSynthesisRequest(text, DemoText.BookId, voice),
                    display.Begin($"{name}: speak {voice}"),
                    cancellationToken
                );
                Speaking.NoteFailures(call.Terminal, spoken);
                segments += spoken.Segments;
                hits += spoken.Hits;
                misses += spoken.Misses;
                failed += spoken.Failures.Count;
                keys.AddRange(spoken.Keys);
            }

            var compressed = await Speaking.CompressAsync(
                call.Terminal,
                cache,
                keys,
                display.Begin($"{name}: compress"),
                cancellationToken
            );
            Speaking.NoteFailures(call.Terminal, compressed);
            return new DemoRunJson(
                segments,
                hits,
                misses,
                failed + compressed.Failures.Count,
                Json.Seconds(call.Time.GetElapsedTime(started)),
                [.. keys.Select(k => k.Value)],
                cache.ProcessesStarted
            );
        });
    }

    private static string Describe(DemoRunJson run) =>
        $"{Units.Count(run.Segments, "segment")} in {run.Seconds:0.00} s: {run.Hits} from the cache ({Units.Share((double)run.Hits / run.Segments)}), "
        + $"{run.Misses} spoken, {run.Failed} failed; {Units.Count(run.ProcessesStarted, "process", "processes")} of espeak-ng and ffmpeg started.";
}

internal sealed record DemoJson(string Cache, IReadOnlyList<DemoRunJson> Runs, StatsJson Stats, HistoryJson History);

internal sealed record DemoRunJson(
    int Segments,
    int Hits,
    int Misses,
    int Failed,
    double Seconds,
    IReadOnlyList<string> Keys,
    long ProcessesStarted
);
