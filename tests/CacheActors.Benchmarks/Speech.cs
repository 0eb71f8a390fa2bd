using System.Diagnostics;

namespace CacheActors.Benchmarks;

/// <summary>Real speech to work on: segments of 2 to 15 seconds, spoken by espeak-ng.</summary>
internal static class Speech
{
    private static readonly string[] Phrases =
    [
        "the lamp turned slowly over the water",
        "nobody had written in the log for nine days",
        "she counted the waves and lost count again",
        "a letter lay on the table under a smooth grey stone",
        "the boat would come on Thursday, or it would not come",
        "somewhere below a door was beating in the wind",
        "he had always known the sound of that engine",
        "by morning the fog had taken the whole island",
    ];

    /// <summary>Writes so many WAV files into a folder, always the same ones.</summary>
    public static async Task<IReadOnlyList<string>> WriteAsync(string folder, int count)
    {
        Directory.CreateDirectory(folder);
        var paths = Enumerable.Range(0, count).Select(i => Path.Combine(folder, $"segment-{i:000}.wav")).ToList();
        await Parallel.ForAsync(
            0,
            count,
            async (i, token) =>
            {
                // One phrase is about two seconds; one to six of them give 2 to 15 seconds.
                var phrases = Enumerable.Range(0, 1 + i % 6).Select(k => Phrases[(i * 3 + k) % Phrases.Length]);
                using var espeak = Process.Start(
                    new ProcessStartInfo("espeak-ng", ["-w", paths[i], $"Number {i}: {string.Join(", ", phrases)}."])
                )!;
                await espeak.WaitForExitAsync(token);
                if (espeak.ExitCode != 0)
                {
                    throw new InvalidOperationException($"espeak-ng ended with {espeak.ExitCode}.");
                }
            }
        );
        return paths;
    }
}
