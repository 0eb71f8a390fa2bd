using System.CommandLine;
using CacheActors.Cli.Output;
using CacheActors.Domain.Entries;

namespace CacheActors.Cli.Verbs;

internal sealed class CompressVerb : Verb
{
    private readonly Argument<EntryKey[]> _keys = KeyArgument.Any();

    public CompressVerb()
        : base("compress", "Compress these entries, or everything that is not compressed.") => Add(_keys);

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var keys = call.Get(_keys);
        await using var cache = await call.OpenAsync(cancellationToken);
        var display = new StageDisplay(call.Terminal, call.Time);
        var report = await display.RunAsync(() =>
            Speaking.CompressAsync(
                call.Terminal,
                cache,
                keys.Length == 0 ? null : keys,
                display.Begin("Compress"),
                cancellationToken
            )
        );

        Speaking.NoteFailures(call.Terminal, report);
        if (call.Json)
        {
            call.Terminal.WriteJson(
                new CompressJson(
                    report.Compressed,
                    report.Failures.Count,
                    report.BytesBefore,
                    report.BytesAfter,
                    Json.Seconds(report.Elapsed)
                ),
                Json.Default.CompressJson
            );
        }
        else
        {
            call.Terminal.Out.WriteLine(Describe(report));
        }

        return report.Failures.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static string Describe(CompressionReport report) =>
        report is { Compressed: 0, Failures.Count: 0 }
            ? "Nothing to compress."
            : $"Compressed {Units.Count(report.Compressed, "entry", "entries")} in {Units.Duration(report.Elapsed)}: {Units.Bytes(report.BytesBefore)} became {Units.Bytes(report.BytesAfter)}; {report.Failures.Count} failed.";
}

internal sealed record CompressJson(int Compressed, int Failed, long BytesBefore, long BytesAfter, double Seconds);
