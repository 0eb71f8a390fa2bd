using Akka.Actor;
using Akka.Persistence;
using CacheActors.Journal;

namespace CacheActors.Benchmarks.ActorRuntime;

/// <summary>
/// Events journaled by actors at synchronous=FULL, each actor one event after the other, against raw prepared inserts of the
/// same rows into the same tables with the same settings.
/// </summary>
internal static class PersistBenchmark
{
    private const int Rounds = 7;

    public static async Task RunAsync()
    {
        SqliteLibrary.Use();
        var root = Directory.CreateTempSubdirectory("cacheactors-bench-");
        try
        {
            await MeasureAsync(root, actors: 1_000, eventsEach: 100, rowsPerTransaction: 1_000);
            await MeasureAsync(root, actors: 10_000, eventsEach: 4, rowsPerTransaction: 1_000);
            await MeasureAsync(root, actors: 1, eventsEach: 2_000, rowsPerTransaction: 1);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(DirectoryInfo root, int actors, int eventsEach, int rowsPerTransaction)
    {
        var rows = actors * eventsEach;
        var source = Path.Combine(root.FullName, $"{actors}.db");
        await ActorsAsync(source, actors, eventsEach);
        RawJournal.Check(RawJournal.CountRows(source), rows);

        await new Contest(
            $"Persist: events, {actors:N0} {(actors == 1 ? "actor" : "actors")} × {eventsEach:N0}",
            (
                rowsPerTransaction == 1
                    ? "raw, single-row transactions"
                    : $"raw, transactions of {rowsPerTransaction:N0}",
                () =>
                    InFile(path =>
                        Task.FromResult(new Sample(rows / RawJournal.Copy(source, path, rowsPerTransaction)))
                    )
            ),
            ("persistent actors", () => InFile(path => ActorsAsync(path, actors, eventsEach)))
        ).RunAsync(Rounds);

        async Task<Sample> InFile(Func<string, Task<Sample>> run)
        {
            var folder = root.CreateSubdirectory("round");
            var sample = await run(Path.Combine(folder.FullName, "journal.db"));
            folder.Delete(recursive: true);
            return sample;
        }
    }

    private static async Task<Sample> ActorsAsync(string path, int actors, int eventsEach)
    {
        using var system = BenchSystem.Create(path);
        using var done = new CountdownEvent(actors);
        var writers = Enumerable
            .Range(0, actors)
            .Select(i => system.ActorOf(Props.Create<Writer>(eventsEach, done), $"note-{i}"))
            .ToList();
        await Task.WhenAll(writers.Select(writer => writer.Ask<Ready>(Ready.Instance)));
        var sample = await Sample.OfAsync(
            actors * eventsEach,
            () =>
            {
                writers.ForEach(writer => writer.Tell(Write.Instance));
                return Task.Run(done.Wait);
            }
        );
        await system.Terminate();
        return sample;
    }

    private sealed record Ready
    {
        public static Ready Instance { get; } = new();
    }

    private sealed record Write
    {
        public static Write Instance { get; } = new();
    }

    private sealed class Writer : ReceivePersistentActor
    {
        private readonly CountdownEvent _done;
        private int _left;

        public Writer(int events, CountdownEvent done)
        {
            _done = done;
            _left = events;
            Recover<Note>(_ => { });
            Command<Ready>(ready => Sender.Tell(ready));
            Command<Write>(_ => Persist(Note.Of(_left), Written));
        }

        public override string PersistenceId => Self.Path.Name;

        // One event after the other, as an entry writes them: each is asked for when the one before is journaled.
        private void Written(Note note)
        {
            if (--_left > 0)
            {
                Self.Tell(Write.Instance);
            }
            else
            {
                _done.Signal();
            }
        }
    }
}
