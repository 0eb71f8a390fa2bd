using System.Globalization;
using Akka.Actor;
using Akka.Persistence;
using CacheActors.Journal;

namespace CacheActors.Benchmarks.ActorRuntime;

/// <summary>Managed bytes that an actor holds when it has handled a message and waits for the next, its name included.</summary>
internal static class MemoryBenchmark
{
    private const int Actors = 100_000;
    private const int Rounds = 3;

    public static async Task RunAsync()
    {
        SqliteLibrary.Use();
        var root = Directory.CreateTempSubdirectory("cacheactors-bench-");
        try
        {
            Console.WriteLine(
                $"\n## Memory: managed bytes per idle actor over {Actors:N0} (medians of {Rounds} rounds)\n"
            );
            Console.WriteLine("| | bytes |");
            Console.WriteLine("|---|---|");
            await PrintAsync("UntypedActor", _ => BenchSystem.Create(), Props.Create<Plain>());
            await PrintAsync("ReceiveActor with one handler", _ => BenchSystem.Create(), Props.Create<Receiving>());
            await PrintAsync(
                "UntypedPersistentActor, no event",
                path => BenchSystem.Create(path),
                Props.Create<Persistent>(false)
            );
            await PrintAsync(
                "UntypedPersistentActor, one event written",
                path => BenchSystem.Create(path),
                Props.Create<Persistent>(true)
            );
        }
        finally
        {
            root.Delete(recursive: true);
        }

        async Task PrintAsync(string name, Func<string, ActorSystem> create, Props props)
        {
            var bytes = new List<double>();
            for (var round = 0; round < Rounds; round++)
            {
                bytes.Add(await MeasureAsync(create(Path.Combine(root.FullName, $"{name}-{round}.db")), props));
            }

            Console.WriteLine($"| {name} | {Measure.Median(bytes).ToString("N0", CultureInfo.InvariantCulture)} |");
        }
    }

    private static async Task<double> MeasureAsync(ActorSystem system, Props props)
    {
        using (system)
        {
            // What the first thousand leave behind belongs to the system: buffers, caches, compiled code.
            await StartAsync(system, props, "first", 1_000);
            var before = Settled();
            await StartAsync(system, props, "note", Actors);
            var bytes = (Settled() - before) / (double)Actors;
            await system.Terminate();
            return bytes;
        }
    }

    private static async Task StartAsync(ActorSystem system, Props props, string prefix, int actors)
    {
        for (var begin = 0; begin < actors; begin += 1_000)
        {
            await Task.WhenAll(
                Enumerable.Range(begin, 1_000).Select(i => system.ActorOf(props, $"{prefix}-{i}").Ask<string>("hello"))
            );
        }
    }

    private static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private sealed class Plain : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message);
    }

    private sealed class Receiving : ReceiveActor
    {
        public Receiving()
        {
            Receive<string>(text => Sender.Tell(text));
        }
    }

    private sealed class Persistent(bool writes) : UntypedPersistentActor
    {
        public override string PersistenceId => Self.Path.Name;

        protected override void OnRecover(object message) { }

        protected override void OnCommand(object message)
        {
            if (writes)
            {
                Persist(Note.Of(0), _ => Sender.Tell(message));
            }
            else
            {
                Sender.Tell(message);
            }
        }
    }
}
