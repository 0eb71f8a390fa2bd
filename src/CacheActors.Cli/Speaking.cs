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

    public static async Task<CompressionReport> CompressAsync(
        Terminal terminal,
        AudioCache cache,
        IReadOnlyCollection<EntryKey>? keys,
        Stage stage,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await cache.CompressAsync(
                keys,
                new DirectProgress<CompressionProgress>(p => stage.Report(p.Done, p.Total)),
                cancellationToken
            );
        }
        catch (MissingToolException)
        {
            terminal.Note("cacheactors: nothing was compressed; what is in the cache stays WAV and plays.");
            throw;
        }
    }

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
