using System.CommandLine;
using CacheActors.Cli.Output;

namespace CacheActors.Cli.Verbs;

internal sealed class ImportVerb : Verb
{
    private readonly Argument<string[]> _paths = new("PATH")
    {
        Description = "WAV files, or folders that are searched for *.wav.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _book = new("--book") { Description = "The book they belong to.", Required = true };

    private readonly Option<string> _voice = new("--voice")
    {
        Description = "The voice that speaks in them.",
        Required = true,
    };

    public ImportVerb()
        : base(
            "import",
            "Adopt WAV files as entries; the files stay where they are. `compress` compresses them afterwards."
        )
    {
        Add(_paths);
        Add(_book);
        Add(_voice);
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var files = FilesOf(call.Get(_paths));
        var book = call.GetRequired(_book);
        var voice = call.GetRequired(_voice);
        await using var cache = await call.OpenAsync(cancellationToken);

        var display = new StageDisplay(call.Terminal, call.Time);
        var stage = display.Begin("Import");
        int imported = 0,
            skipped = 0,
            finished = 0;
        var failed = new ImportFailureJson?[files.Count];
        await display.RunAsync(async () =>
        {
            // Each import waits for the disk, not for the processor: several at once share its flushes.
            await Parallel.ForAsync(
                0,
                files.Count,
                new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken },
                async (index, token) =>
                {
                    var path = Path.GetFullPath(files[index]);
                    try
                    {
                        var audio = await cache.ImportAsync(new ImportRequest(path, voice, book, index), token);
                        Interlocked.Increment(ref audio.Hit ? ref skipped : ref imported);
                    }
                    catch (CacheException e)
                        when (e is InvalidAudioException || (e is StorageException storage && storage.Path == path))
                    {
                        // The fault of this file; a fault of the cache's own ends the import.
                        failed[index] = new ImportFailureJson(files[index], e.Message);
                    }

                    stage.Report(Interlocked.Increment(ref finished), files.Count);
                }
            );
            return finished;
        });

        var result = new ImportJson(imported, skipped, [.. failed.OfType<ImportFailureJson>()]);
        Print(call, result);
        return result.Failed.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static void Print(Call call, ImportJson result)
    {
        foreach (var failure in result.Failed)
        {
            call.Terminal.Note($"cacheactors: not imported: {failure.Error}");
        }

        if (call.Json)
        {
            call.Terminal.WriteJson(result, Json.Default.ImportJson);
        }
        else
        {
            call.Terminal.Out.WriteLine(
                $"Imported {Units.Count(result.Imported, "file")}, skipped {result.Skipped} that the cache has, {result.Failed.Count} failed."
            );
        }
    }

    private static List<string> FilesOf(string[] paths)
    {
        var files = new List<string>();
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                var found = Directory.GetFiles(
                    path,
                    "*.wav",
                    new EnumerationOptions { RecurseSubdirectories = true, MatchCasing = MatchCasing.CaseInsensitive }
                );
                Array.Sort(found, StringComparer.Ordinal);
                files.AddRange(found);
            }
            else
            {
                files.Add(path);
            }
        }

        return files.Count > 0
            ? files
            : throw new InputException($"There are no .wav files in {string.Join(", ", paths)}.");
    }
}

internal sealed record ImportJson(int Imported, int Skipped, IReadOnlyList<ImportFailureJson> Failed);

internal sealed record ImportFailureJson(string File, string Error);
