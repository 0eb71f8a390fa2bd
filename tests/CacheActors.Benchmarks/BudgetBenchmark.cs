using System.Diagnostics;
using System.Globalization;
using CacheActors.Tests.Support;

namespace CacheActors.Benchmarks;

/// <summary>
/// A hundred thousand random operations of eight callers on a file system in memory with exactly as many pages as the
/// budget: the kernel refuses the first byte too many, at whatever moment.
/// </summary>
internal static class BudgetBenchmark
{
    private const int Operations = 100_000;
    private const int Callers = 8;

    public static async Task RunAsync()
    {
        var root = Directory.CreateTempSubdirectory("cacheactors-budget-").FullName;
        var (disk, other) = (Path.Combine(root, "disk"), Path.Combine(root, "other"));
        Directory.CreateDirectory(disk);
        Directory.CreateDirectory(other);
        if (!Run("mount", "-t", "tmpfs", "-o", $"size={BudgetWorkload.DiskKilobytes}k", "cacheactors", disk))
        {
            Console.WriteLine("\n## Budget: mounting a file system is not permitted here; not measured");
            Directory.Delete(root, recursive: true);
            return;
        }
        try
        {
            var workload = new BudgetWorkload(disk, other);
            var (ledger, onDisk, views) = (0L, 0L, 0L);
            var measure = await Measure.OfAsync(async () =>
                (ledger, onDisk, views) = await workload.RunAsync(Operations, Callers)
            );
            Console.WriteLine($"\n## Budget: {Text(Operations)} random operations, {Callers} callers\n");
            Console.WriteLine("| | |");
            Console.WriteLine("|---|---|");
            Console.WriteLine(
                $"| budget, and all that the file system has, in bytes | {Text(BudgetWorkload.BudgetBytes)} |"
            );
            Console.WriteLine($"| most that was seen on it | {Text(workload.MostBytes)} |");
            Console.WriteLine(
                $"| writes that the file system refused: overshoots | {Text(workload.Overshoots.Count)} |"
            );
            Console.WriteLine($"| operations refused because nothing could be evicted | {Text(workload.Full)} |");
            Console.WriteLine($"| in the end: ledger, disk, views | {Text(ledger)}, {Text(onDisk)}, {Text(views)} |");
            Console.WriteLine($"| operations per second | {Text(Operations / measure.WallSeconds)} |");
        }
        finally
        {
            Run("umount", disk);
            Directory.Delete(root, recursive: true);
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true }
        )!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static string Text(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
