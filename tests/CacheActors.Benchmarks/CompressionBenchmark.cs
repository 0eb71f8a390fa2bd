using System.Diagnostics;

namespace CacheActors.Benchmarks;

/// <summary>
/// 400 speech segments, compressed by the cache (actors, journal, batches, checks, flushes), against one ffmpeg process per
/// file, as many at a time as there are cores.
/// </summary>
internal static class CompressionBenchmark
{
    private const int Segments = 400;
    private const int Rounds = 3;

    public static async Task RunAsync()
    {
        var root = Directory.CreateTempSubdirectory("cacheactors-bench-").FullName;
        try
        {
            var wavs = await Speech.WriteAsync(Path.Combine(root, "wav"), Segments);
            var cache = new List<Measure>();
            var plain = new List<Measure>();
            var sameCoder = new List<Measure>();
            for (var round = 0; round < Rounds; round++)
            {
                cache.Add(await CacheAsync(Path.Combine(root, $"cache-{round}"), wavs));
                plain.Add(await OneProcessPerFileAsync(Path.Combine(root, $"plain-{round}"), wavs, []));
                sameCoder.Add(
                    await OneProcessPerFileAsync(
                        Path.Combine(root, $"same-{round}"),
                        wavs,
                        ["-ac", "1", "-aac_coder", "fast"]
                    )
                );
            }
            Print(cache, plain, sameCoder);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static async Task<Measure> CacheAsync(string folder, IReadOnlyList<string> wavs)
    {
        var options = new CacheActorsOptions { Folder = folder, Compression = { Automatic = false } };
        await using var cache = await AudioCache.OpenAsync(options);
        await Parallel.ForEachAsync(
            wavs,
            async (wav, token) => await cache.ImportAsync(new ImportRequest(wav, "en"), token)
        );
        return await Measure.OfAsync(async () =>
        {
            var report = await cache.CompressAsync();
            if (report.Compressed != wavs.Count)
            {
                throw new InvalidOperationException($"{report.Compressed} of {wavs.Count} were compressed.");
            }
        });
    }

    private static Task<Measure> OneProcessPerFileAsync(string folder, IReadOnlyList<string> wavs, string[] coder)
    {
        Directory.CreateDirectory(folder);
        return Measure.OfAsync(() =>
            Parallel.ForEachAsync(
                wavs,
                async (wav, token) =>
                {
                    var m4a = Path.Combine(folder, Path.GetFileNameWithoutExtension(wav) + ".m4a");
                    string[] arguments =
                    [
                        "-nostdin",
                        "-hide_banner",
                        "-loglevel",
                        "error",
                        "-y",
                        "-i",
                        wav,
                        "-c:a",
                        "aac",
                        "-b:a",
                        "48k",
                        .. coder,
                        m4a,
                    ];
                    using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", arguments))!;
                    await ffmpeg.WaitForExitAsync(token);
                    if (ffmpeg.ExitCode != 0)
                    {
                        throw new InvalidOperationException($"ffmpeg ended with {ffmpeg.ExitCode}.");
                    }
                }
            )
        );
    }

    private static void Print(List<Measure> cache, List<Measure> plain, List<Measure> sameCoder)
    {
        Console.WriteLine($"\n## Compression of {Segments} speech segments (medians of {Rounds} rounds)\n");
        Console.WriteLine("| | CPU s | wall s | the cache's share of its CPU | of its wall time |");
        Console.WriteLine("|---|---|---|---|---|");
        Row("the cache, everything included", cache);
        Row("one ffmpeg per file, default coder", plain);
        Row("one ffmpeg per file, same coder settings", sameCoder);

        void Row(string name, List<Measure> measures) =>
            Console.WriteLine(
                $"| {name} | {Measure.Median(measures.Select(m => m.CpuSeconds)):0.00} "
                    + $"| {Measure.Median(measures.Select(m => m.WallSeconds)):0.00} "
                    + $"| 1/{Measure.Median(measures.Zip(cache, (m, c) => m.CpuSeconds / c.CpuSeconds)):0.00} "
                    + $"| 1/{Measure.Median(measures.Zip(cache, (m, c) => m.WallSeconds / c.WallSeconds)):0.00} |"
            );
    }
}
