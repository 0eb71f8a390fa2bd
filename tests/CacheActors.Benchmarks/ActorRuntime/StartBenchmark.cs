using Akka.Actor;
using Akka.Persistence;
using CacheActors.Journal;

namespace CacheActors.Benchmarks.ActorRuntime;

/// <summary>New actors, until each has handled its first message; persistent ones have asked their SQLite file before.</summary>
internal static class StartBenchmark
{
    private const int Actors = 10_000;

    public static async Task RunAsync()
    {
        SqliteLibrary.Use();
        var root = Directory.CreateTempSubdirectory("cacheactors-bench-");
        try
        {
            var path = Path.Combine(root.FullName, "journal.db");
            await new Contest(
                $"Start: {Actors:N0} new actors",
                ("plain actors", () => MeasureAsync(BenchSystem.Create(), done => Props.Create<Plain>(done))),
                (
                    "persistent actors",
                    () => MeasureAsync(BenchSystem.Create(path), done => Props.Create<Persistent>(done))
                ),
                (
                    "persistent actors, snapshot store in the same file",
                    () =>
                        MeasureAsync(BenchSystem.Create(path, snapshots: true), done => Props.Create<Persistent>(done))
                )
            ).RunAsync(15);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    private static async Task<Sample> MeasureAsync(ActorSystem system, Func<CountdownEvent, Props> propsOf)
    {
        using (system)
        {
            await StartAsync(system, propsOf, "first", 1);
            var sample = await Sample.OfAsync(Actors, () => StartAsync(system, propsOf, "note", Actors));
            await system.Terminate();
            return sample;
        }
    }

    private static async Task StartAsync(
        ActorSystem system,
        Func<CountdownEvent, Props> propsOf,
        string prefix,
        int actors
    )
    {
        using var done = new CountdownEvent(actors);
        var props = propsOf(done);
        for (var i = 0; i < actors; i++)
        {
            system.ActorOf(props, $"{prefix}-{i}").Tell("hello");
        }

        await Task.Run(done.Wait);
    }

    private sealed class Plain(CountdownEvent done) : UntypedActor
    {
        protected override void OnReceive(object message) => done.Signal();
    }

    private sealed class Persistent(CountdownEvent done) : UntypedPersistentActor
    {
        public override string PersistenceId => Self.Path.Name;

        protected override void OnRecover(object message) { }

        protected override void OnCommand(object message) => done.Signal();
    }
}
