using System.Globalization;
using CacheActors.Benchmarks;
using CacheActors.Benchmarks.ActorRuntime;

// Each benchmark measures two things in turn, in the same run, and gives their ratio: the clock of one machine says little,
// and of a shared one less.
var all = new Dictionary<string, Func<Task>>(StringComparer.Ordinal)
{
    ["compression"] = CompressionBenchmark.RunAsync,
    ["second-run"] = SecondRunBenchmark.RunAsync,
    ["hits"] = HitsBenchmark.RunAsync,
    ["open"] = OpenBenchmark.RunAsync,
    ["eviction"] = EvictionBenchmark.RunAsync,
    ["rebuild"] = RebuildBenchmark.RunAsync,
    ["budget"] = BudgetBenchmark.RunAsync,
    ["reconcile"] = ReconcileBenchmark.RunAsync,
    ["audit"] = AuditBenchmark.RunAsync,
    ["tell"] = TellBenchmark.RunAsync,
    ["ping-pong"] = PingPongBenchmark.RunAsync,
    ["ask"] = AskBenchmark.RunAsync,
    ["persist"] = PersistBenchmark.RunAsync,
    ["recovery"] = RecoveryBenchmark.RunAsync,
    ["start"] = StartBenchmark.RunAsync,
    ["memory"] = MemoryBenchmark.RunAsync,
};

if (args is ["large-cache", var folder, var entries])
{
    // For a look at one by hand; it is left there.
    await LargeCache.CreateAsync(int.Parse(entries, CultureInfo.InvariantCulture), root: folder);
    return 0;
}
if (args is ["read-rows", var journal, var views])
{
    ReadRows.Run(journal, views);
    return 0;
}
if (args is ["open-cache", var root])
{
    await OpenBenchmark.OpenAsync(root);
    return 0;
}
if (args is ["reconcile-cache", var reconciled, var how])
{
    await (
        how == "start"
            ? ReconcileBenchmark.StartAsync(reconciled)
            : ReconcileBenchmark.ReconcileAsync(reconciled, deep: how == "deep")
    );
    return 0;
}
var unknown = args.Where(name => !all.ContainsKey(name)).ToList();
if (unknown.Count > 0)
{
    Console.Error.WriteLine(
        $"There is no benchmark {string.Join(", ", unknown)}. There are: {string.Join(", ", all.Keys)}."
    );
    return 2;
}
try
{
    foreach (var name in args.Length > 0 ? args : [.. all.Keys])
    {
        await all[name]();
    }
}
finally
{
    LargeCache.DisposeShared();
}

return 0;
