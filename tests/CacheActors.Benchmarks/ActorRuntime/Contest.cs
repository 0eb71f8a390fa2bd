using System.Globalization;

namespace CacheActors.Benchmarks.ActorRuntime;

/// <summary>One measurement: how many per second, and the 99th percentile of the latency where it is of interest.</summary>
internal sealed record Sample(double PerSecond, double? P99Microseconds = null)
{
    public static async Task<Sample> OfAsync(int count, Func<Task> work) =>
        new(count / (await Measure.OfAsync(work)).WallSeconds);
}

/// <summary>
/// Contenders that are measured in turn, round after round, so that a busy moment of the machine hits all of them. The first
/// one is what the others are compared with.
/// </summary>
internal sealed class Contest(string title, params (string Name, Func<Task<Sample>> RunAsync)[] contenders)
{
    private const int WarmUps = 2;

    /// <summary>Measures, and prints a table. Ratios are medians of the ratios within a round.</summary>
    public async Task RunAsync(int rounds)
    {
        var samples = contenders.Select(_ => new List<Sample>()).ToList();
        for (var round = -WarmUps; round < rounds; round++)
        {
            for (var i = 0; i < contenders.Length; i++)
            {
                var sample = await contenders[i].RunAsync();
                if (round >= 0)
                {
                    samples[i].Add(sample);
                }
            }
        }

        var latencies = samples.Exists(own => own[0].P99Microseconds is not null);
        Console.WriteLine($"\n## {title} (medians of {rounds} rounds)\n");
        Console.WriteLine($"| | per second | slowest to fastest round | × the first |{(latencies ? " p99 µs |" : "")}");
        Console.WriteLine($"|---|---|---|---|{(latencies ? "---|" : "")}");
        for (var i = 0; i < contenders.Length; i++)
        {
            var rates = samples[i].ConvertAll(sample => sample.PerSecond);
            var ratio = Measure.Median(samples[i].Zip(samples[0], (own, first) => own.PerSecond / first.PerSecond));
            Console.Write(
                $"| {contenders[i].Name} | {Rounded(Measure.Median(rates))} | {Rounded(rates.Min())} to {Rounded(rates.Max())} "
            );
            Console.Write($"| {ratio.ToString("0.00", CultureInfo.InvariantCulture)} |");
            if (latencies)
            {
                var p99 = Measure.Median(samples[i].Select(sample => sample.P99Microseconds ?? double.NaN));
                Console.Write($" {p99.ToString("0.0", CultureInfo.InvariantCulture)} |");
            }

            Console.WriteLine();
        }
    }

    /// <summary>Three digits: more would be noise.</summary>
    private static string Rounded(double value)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(value)) - 2);
        return (Math.Round(value / unit) * unit).ToString("N0", CultureInfo.InvariantCulture);
    }
}
