using CacheActors.Cli.Output;
using CacheActors.Domain.Entries;

namespace CacheActors.Cli;

/// <summary>Text → entries → compressed entries, drawn as stages: what <c>synthesize</c>, <c>compress</c> and <c>demo</c> share.</summary>
internal static class Speaking
{
    public static Task<TextSynthesisReport> SpeakAsync(
        TextSynthesis synthesis,
        TextSynthesisRequest request,
        Stage stage,
        CancellationToken cancellationToken
    ) =>
        synthesis.RunAsync(
            request,
            new DirectProgress<TextSynthesisProgress>(p => stage.Report(p.Done, p.Total)),
            cancellationToken
        );

    public static Task<CompressionReport> CompressAsync(
        AudioCache cache,
        IReadOnlyCollection<EntryKey>? keys,
        Stage stage,
        CancellationToken cancellationToken
    ) =>
        cache.CompressAsync(
            keys,
            new DirectProgress<CompressionProgress>(p => stage.Report(p.Done, p.Total)),
            cancellationToken
        );

    public static string Describe(CompressionReport report) =>
        report.Compressed == 0
            ? "Nothing to compress."
            : $"Compressed {Units.Count(report.Compressed, "entry", "entries")}: {Units.Bytes(report.BytesBefore)} became {Units.Bytes(report.BytesAfter)}, in {Units.Duration(report.Elapsed)}.";

    public static void NoteFailures(Terminal terminal, CompressionReport report)
    {
        foreach (var failure in report.Failures)
        {
            terminal.Note($"cacheactors: {failure.Key} was not compressed and stays a WAV: {failure.Reason}");
        }
    }

    public static void NoteFailures(Terminal terminal, TextSynthesisReport report)
    {
        foreach (var failure in report.Failures)
        {
            terminal.Note(
                $"cacheactors: chapter {failure.Chapter}, segment {failure.Segment} was not spoken: {failure.Error}"
            );
        }
    }
}
