using System.Globalization;
using CacheActors.Benchmarks.ActorRuntime;
using CacheActors.Journal;
using CacheActors.Views;
using Microsoft.Data.Sqlite;

namespace CacheActors.Benchmarks;

/// <summary>Rebuilding the views of a journal, against a plain read of all its rows in their order.</summary>
internal static class RebuildBenchmark
{
    private const int Events = 1_000_000;
    private const int Rounds = 5;

    public static async Task RunAsync()
    {
        await MeasureAsync(Events / LargeCache.LifeEvents, lives: true);
        await MeasureAsync(Events, lives: false);
    }

    private static async Task MeasureAsync(int entries, bool lives)
    {
        using var large = await LargeCache.CreateAsync(entries, lives: lives);
        using var runner = new ProjectionRunner(large.Folder.JournalPath, large.Folder.ViewsPath);
        await new Contest(
            string.Create(CultureInfo.InvariantCulture, $"Rebuild: {Events:N0} events of {entries:N0} entries"),
            ("plain read of the journal", () => Sample.OfAsync(Events, () => Check(Read(large.Folder.JournalPath)))),
            ("rebuild of the views", () => Sample.OfAsync(Events, () => Check(runner.Rebuild())))
        ).RunAsync(Rounds);
    }

    private static long Read(string journal)
    {
        using var connection = new SqliteConnection(SqliteFiles.ReadOnly(journal));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT ordering, persistence_id, sequence_number, manifest, message FROM journal ORDER BY ordering";
        using var reader = command.ExecuteReader();
        var rows = 0L;
        while (reader.Read())
        {
            rows++;
            for (var i = 0; i < reader.FieldCount; i++)
            {
                reader.GetValue(i);
            }
        }
        return rows;
    }

    private static Task Check(long events) =>
        events == Events
            ? Task.CompletedTask
            : throw new InvalidOperationException($"There were {events} events, not {Events}.");
}
