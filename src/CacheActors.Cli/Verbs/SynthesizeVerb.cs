using System.CommandLine;
using CacheActors.Cli.Output;
using CacheActors.Speech;

namespace CacheActors.Cli.Verbs;

internal sealed class SynthesizeVerb : Verb
{
    private readonly Argument<string> _file = new("FILE") { Description = "A plain text in UTF-8." };

    private readonly Option<string> _book = new("--book") { Description = "The book the text is.", Required = true };

    private readonly Option<string> _voice = new("--voice")
    {
        Description = "A voice of espeak-ng, for example en-gb; `espeak-ng --voices` lists them.",
        Required = true,
    };

    private readonly Option<double?> _rate = NumberOption.Create(
        "--rate",
        0.25,
        4,
        "Playback rate, 0.25 to 4; 1, the default, is the voice's own."
    );

    public SynthesizeVerb()
        : base("synthesize", "Speak a text segment by segment, unless the cache has it, and compress what was spoken.")
    {
        Add(_file);
        Add(_book);
        Add(_voice);
        Add(_rate);
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var options = call.LoadOptions();
        options.Reconciliation.Automatic = false;
        var request = new TextSynthesisRequest(
            TextFile.Read(call.Get(_file), options.Speech.MaxTextBytes),
            call.GetRequired(_book),
            call.GetRequired(_voice),
            call.Get(_rate) ?? 1
        );
        var started = call.Time.GetTimestamp();
        var synthesizer = new EspeakSynthesizer(options.Speech);
        await using var cache = await AudioCache.OpenAsync(options, synthesizer, cancellationToken);
        var display = new StageDisplay(call.Terminal, call.Time);
        var (spoken, compressed) = await display.RunAsync(async () =>
        {
            var report = await Speaking.SpeakAsync(
                new TextSynthesis(cache, synthesizer, options),
                request,
                display.Begin($"Speak {request.VoiceId}"),
                cancellationToken
            );
            return (
                report,
                await Speaking.CompressAsync(
                    call.Terminal,
                    cache,
                    report.Keys,
                    display.Begin("Compress"),
                    cancellationToken
                )
            );
        });

        if (spoken.Segments == 0)
        {
            throw new InputException($"{call.Get(_file)} has no words: there is nothing to speak.");
        }

        var result = SynthesizeJson.Of(spoken, call.Time.GetElapsedTime(started));
        Speaking.NoteFailures(call.Terminal, spoken);
        Speaking.NoteFailures(call.Terminal, compressed);
        if (call.Json)
        {
            call.Terminal.WriteJson(result, Json.Default.SynthesizeJson);
        }
        else
        {
            call.Terminal.Out.WriteLine(
                $"{Units.Count(result.Segments, "segment")}: {result.Hits} from the cache, {result.Misses} spoken, {result.Failed} failed, in {result.Seconds:0.0} s."
            );
            var statistics = await cache.Reader.StatisticsAsync(cancellationToken);
            call.Terminal.Out.WriteLine(
                $"The cache has {Units.Count(statistics.Entries, "entry", "entries")} of {Units.Bytes(statistics.Bytes)}; compression saved {Units.Bytes(statistics.SavedBytes)}."
            );
        }

        return spoken.Failures.Count + compressed.Failures.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }
}

internal sealed record SynthesizeJson(
    int Segments,
    int Hits,
    int Misses,
    int Failed,
    double Seconds,
    IReadOnlyList<string> Keys
)
{
    public static SynthesizeJson Of(TextSynthesisReport report, TimeSpan elapsed) =>
        new(
            report.Segments,
            report.Hits,
            report.Misses,
            report.Failures.Count,
            Json.Seconds(elapsed),
            [.. report.Keys.Select(k => k.Value)]
        );
}
