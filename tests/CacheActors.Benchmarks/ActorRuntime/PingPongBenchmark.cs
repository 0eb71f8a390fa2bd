using System.Threading.Channels;
using Akka.Actor;

namespace CacheActors.Benchmarks.ActorRuntime;

/// <summary>Pairs that send a message to and fro, against pairs of tasks with two channels between them.</summary>
internal static class PingPongBenchmark
{
    public static async Task RunAsync()
    {
        using var system = BenchSystem.Create();
        await MeasureAsync(system, pairs: 16, roundTrips: 200_000);
        await MeasureAsync(system, pairs: 1, roundTrips: 2_000_000);
        await system.Terminate();
    }

    private static Task MeasureAsync(ActorSystem system, int pairs, int roundTrips) =>
        new Contest(
            $"Ping-pong: messages, {pairs} {(pairs == 1 ? "pair" : "pairs")}",
            ("channels", () => ChannelsAsync(pairs, roundTrips)),
            ("actors", () => ActorsAsync(system, pairs, roundTrips))
        ).RunAsync(15);

    private static async Task<Sample> ActorsAsync(ActorSystem system, int pairs, int roundTrips)
    {
        var all = new List<(IActorRef Ping, IActorRef Pong, Task Done)>();
        for (var i = 0; i < pairs; i++)
        {
            var done = new TaskCompletionSource();
            var pong = system.ActorOf(Props.Create(() => new Pong()));
            var ping = system.ActorOf(Props.Create(() => new Ping(pong, roundTrips, done)));
            await ping.Ask<ActorIdentity>(new Identify(messageId: null));
            all.Add((ping, pong, done.Task));
        }

        var ball = new object();
        var sample = await Sample.OfAsync(
            2 * pairs * roundTrips,
            () =>
            {
                all.ForEach(pair => pair.Ping.Tell(ball, ActorRefs.NoSender));
                return Task.WhenAll(all.Select(pair => pair.Done));
            }
        );
        foreach (var (ping, pong, _) in all)
        {
            system.Stop(ping);
            system.Stop(pong);
        }

        return sample;
    }

    private static Task<Sample> ChannelsAsync(int pairs, int roundTrips)
    {
        var options = new UnboundedChannelOptions { SingleReader = true, SingleWriter = true };
        return Sample.OfAsync(
            2 * pairs * roundTrips,
            () => Task.WhenAll(Enumerable.Range(0, pairs).SelectMany(_ => Pair()))
        );

        IEnumerable<Task> Pair()
        {
            var there = Channel.CreateUnbounded<object>(options);
            var back = Channel.CreateUnbounded<object>(options);
            yield return Task.Run(async () =>
            {
                for (var i = 0; i < roundTrips; i++)
                {
                    back.Writer.TryWrite(await there.Reader.ReadAsync());
                }
            });
            yield return Task.Run(async () =>
            {
                var ball = new object();
                for (var i = 0; i < roundTrips; i++)
                {
                    there.Writer.TryWrite(ball);
                    ball = await back.Reader.ReadAsync();
                }
            });
        }
    }

    private sealed class Pong : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message, Self);
    }

    private sealed class Ping(IActorRef pong, int roundTrips, TaskCompletionSource done) : UntypedActor
    {
        private int _left = roundTrips;

        protected override void OnReceive(object message)
        {
            if (_left-- > 0)
            {
                pong.Tell(message, Self);
            }
            else
            {
                done.SetResult();
            }
        }
    }
}
