using Akka.Actor;
using Akka.Persistence;
using CacheActors.Journal;

namespace CacheActors.Benchmarks.ActorRuntime;

/// <summary>
/// Actors that get their state back from their events, against a raw query for each and the same deserialization. Of many
/// actors each asks the snapshot store first, which is in the same file (and has nothing for them).
/// </summary>
internal static class RecoveryBenchmark
{
    private const int Rounds = 15;

    public static async Task RunAsync()
    {
        SqliteLibrary.Use();
        var root = Directory.CreateTempSubdirectory("cacheactors-bench-");
        try
        {
            await MeasureAsync(root, "Recovery: events of one actor", actors: 1, eventsEach: 100_000, perEvent: true);
            await MeasureAsync(root, "Recovery: actors with 4 events", actors: 10_000, eventsEach: 4, perEvent: false);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(DirectoryInfo root, string title, int actors, int eventsEach, bool perEvent)
    {
        var path = Path.Combine(root.FullName, $"{actors}.db");
        var names = Enumerable.Range(0, actors).Select(i => $"note-{i}").ToList();
        await FillAsync(path, names, eventsEach);
        var count = perEvent ? eventsEach : actors;
        await new Contest(
            title,
            (
                "raw SELECT and deserialization",
                () => Task.FromResult(new Sample(count / RawJournal.Read(path, names, eventsEach)))
            ),
            ("persistent actors", () => RecoverAsync(path, names, eventsEach, count))
        ).RunAsync(Rounds);
    }

    private static async Task<Sample> RecoverAsync(string path, List<string> names, int eventsEach, int count)
    {
        using var system = BenchSystem.Create(path, snapshots: names.Count > 1);
        using var opened = new CountdownEvent(1);
        system.ActorOf(Props.Create<Reader>(0, opened), "nobody");
        await Task.Run(opened.Wait);

        using var done = new CountdownEvent(names.Count);
        var props = Props.Create<Reader>(eventsEach, done);
        var sample = await Sample.OfAsync(
            count,
            () =>
            {
                names.ForEach(name => system.ActorOf(props, name));
                return Task.Run(done.Wait);
            }
        );
        await system.Terminate();
        return sample;
    }

    private static async Task FillAsync(string path, List<string> names, int eventsEach)
    {
        using var system = BenchSystem.Create(path);
        await Task.WhenAll(names.Select(name => system.ActorOf(Props.Create<Filler>(), name).Ask<int>(eventsEach)));
        await system.Terminate();
        RawJournal.Check(RawJournal.CountRows(path), (long)names.Count * eventsEach);
    }

    private sealed class Filler : UntypedPersistentActor
    {
        public override string PersistenceId => Self.Path.Name;

        protected override void OnRecover(object message) { }

        protected override void OnCommand(object message)
        {
            var events = (int)message;
            foreach (var chunk in Enumerable.Range(1, events).Chunk(1_000))
            {
                PersistAll(chunk.Select(Note.Of), _ => { });
            }

            DeferAsync(events, all => Sender.Tell(all));
        }
    }

    /// <summary>Waits for as many events as it knows that it has; one that got others would never be done.</summary>
    private sealed class Reader(int events, CountdownEvent done) : UntypedPersistentActor
    {
        private int _seen;

        public override string PersistenceId => Self.Path.Name;

        protected override void OnRecover(object message)
        {
            switch (message)
            {
                case Note:
                    _seen++;
                    break;
                case RecoveryCompleted when _seen == events:
                    done.Signal();
                    break;
            }
        }

        protected override void OnCommand(object message) => Unhandled(message);
    }
}
