using System.Collections.Concurrent;
using System.Diagnostics;
using CacheActors.Benchmarks.ActorRuntime;
using CacheActors.Domain.Entries;
using CacheActors.Journal;
using CacheActors.Views.EntryList;
using Microsoft.Data.Sqlite;

namespace CacheActors.Benchmarks;

/// <summary>
/// <c>TryGetAsync</c> of what is there: from the ready index against a dictionary, and from the views of a million entries
/// against a prepared query.
/// </summary>
internal static class HitsBenchmark
{
    private const int Entries = 1_000_000;
    private const int ReadyKeys = 1_000;
    private const int ReadyHits = 2_000_000;
    private const int ViewHits = 20_000;
    private const int Rounds = 9;

    public static async Task RunAsync()
    {
        var large = await LargeCache.SharedAsync(Entries);
        await RunReadyAsync(large);
        await RunViewsAsync(large);
    }

    private static async Task RunReadyAsync(LargeCache large)
    {
        await using var cache = await AudioCache.OpenAsync(Options(large));
        var keys = Enumerable.Range(0, ReadyKeys).Select(LargeCache.KeyOf).ToArray();
        var byKey = new ConcurrentDictionary<EntryKey, CachedAudio>();
        var byText = new ConcurrentDictionary<string, CachedAudio>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            byKey[key] = byText[key.Value] = (await cache.TryGetAsync(key))!;
        }
        await new Contest(
            "Hits from the ready index",
            ("dictionary by EntryKey, and one allocation", () => Loop(key => Task.FromResult(byKey[key]))),
            ("dictionary by string, and one allocation", () => Loop(key => Task.FromResult(byText[key.Value]))),
            ("TryGetAsync", () => Loop(key => cache.TryGetAsync(key)!))
        ).RunAsync(Rounds);

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var key in keys)
        {
            _ = cache.TryGetAsync(key);
        }
        Console.WriteLine(
            $"\nA hit allocates {(GC.GetAllocatedBytesForCurrentThread() - before) / (double)ReadyKeys:0.0} bytes."
        );

        Task<Sample> Loop(Func<EntryKey, Task<CachedAudio>> get) =>
            Sample.OfAsync(
                ReadyHits,
                () =>
                {
                    for (var i = 0; i < ReadyHits; i++)
                    {
                        if (get(keys[i % ReadyKeys]).Result.Key != keys[i % ReadyKeys])
                        {
                            throw new InvalidOperationException("That is another entry.");
                        }
                    }
                    return Task.CompletedTask;
                }
            );
    }

    private static Task RunViewsAsync(LargeCache large)
    {
        SqliteLibrary.Use();
        var random = new Random(1);
        return new Contest(
            $"Hits from the views of {Entries:N0} entries, none of them in the ready index",
            ("prepared query", () => QueryAsync(large, Keys(random))),
            ("TryGetAsync", () => TryGetAsync(large, Keys(random)))
        ).RunAsync(Rounds);
    }

    private static CacheActorsOptions Options(LargeCache large)
    {
        var options = large.Options();
        options.Compression.Automatic = false;
        return options;
    }

    private static EntryKey[] Keys(Random random) =>
        [.. Enumerable.Range(0, ViewHits).Select(_ => LargeCache.KeyOf(random.Next(Entries)))];

    private static Task<Sample> QueryAsync(LargeCache large, EntryKey[] keys)
    {
        using var views = new SqliteConnection(SqliteFiles.ReadOnly(large.Folder.ViewsPath));
        views.Open();
        using var find = views.CreateCommand();
        find.CommandText = $"SELECT {EntryRow.Columns} FROM cache_entries WHERE key = $key";
        var parameter = find.Parameters.Add("$key", SqliteType.Text);
        find.Prepare();
        return Task.FromResult(
            Time(
                keys,
                key =>
                {
                    parameter.Value = key.Value;
                    using var row = find.ExecuteReader();
                    return row.Read();
                }
            )
        );
    }

    private static async Task<Sample> TryGetAsync(LargeCache large, EntryKey[] keys)
    {
        await using var cache = await AudioCache.OpenAsync(Options(large));
        return Time(keys, key => cache.TryGetAsync(key).Result is not null);
    }

    private static Sample Time(EntryKey[] keys, Func<EntryKey, bool> find)
    {
        var ticks = new long[keys.Length];
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < keys.Length; i++)
        {
            var before = Stopwatch.GetTimestamp();
            if (!find(keys[i]))
            {
                throw new InvalidOperationException($"{keys[i]} is not there.");
            }
            ticks[i] = Stopwatch.GetTimestamp() - before;
        }
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Array.Sort(ticks);
        var p99 = Stopwatch.GetElapsedTime(0, ticks[ticks.Length * 99 / 100]);
        return new Sample(keys.Length / seconds, p99.TotalMicroseconds);
    }
}
