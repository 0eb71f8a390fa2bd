using System.Diagnostics;
using System.Globalization;

namespace CacheActors.Benchmarks;

/// <summary>Wall-clock and CPU seconds of a piece of work; CPU of this process and of the children it waited for.</summary>
internal sealed record Measure(double WallSeconds, double CpuSeconds)
{
    // Linux counts in hundredths of a second, whatever the machine.
    private const double TicksPerSecond = 100;

    public static async Task<Measure> OfAsync(Func<Task> work)
    {
        GC.Collect();
        var cpu = CpuNow();
        var started = Stopwatch.GetTimestamp();
        await work();
        return new Measure(Stopwatch.GetElapsedTime(started).TotalSeconds, CpuNow() - cpu);
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1
            ? sorted[sorted.Count / 2]
            : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;
    }

    // proc(5): fields 14 to 17 are utime, stime, cutime and cstime; the name in field 2 may hold blanks.
    private static double CpuNow()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
