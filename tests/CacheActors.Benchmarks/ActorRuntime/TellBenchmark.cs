using System.Threading.Channels;
using Akka.Actor;

namespace CacheActors.Benchmarks.ActorRuntime;

/// <summary>One sender, one receiver, against a channel between them.</summary>
internal static class TellBenchmark
{
    private const int Messages = 5_000_000;

    public static async Task RunAsync()
    {
        using var system = BenchSystem.Create();
        await new Contest(
            $"Tell: one sender, one receiver, {Messages:N0} messages",
            ("channel", ChannelAsync),
            ("actor", () => ActorAsync(system))
        ).RunAsync(15);
        await system.Terminate();
    }

    private static async Task<Sample> ActorAsync(ActorSystem system)
    {
        var done = new TaskCompletionSource();
        var receiver = system.ActorOf(Props.Create(() => new Receiver(done)));
        await receiver.Ask<ActorIdentity>(new Identify(messageId: null));
        var message = new object();
        var sample = await Sample.OfAsync(
            Messages,
            () =>
            {
                for (var i = 0; i < Messages; i++)
                {
                    receiver.Tell(message, ActorRefs.NoSender);
                }

                return done.Task;
            }
        );
        system.Stop(receiver);
        return sample;
    }

    private static Task<Sample> ChannelAsync()
    {
        var channel = Channel.CreateUnbounded<object>(new UnboundedChannelOptions { SingleReader = true });
        var message = new object();
        return Sample.OfAsync(
            Messages,
            () =>
            {
                var receiving = Task.Run(() => ReceiveAsync(channel.Reader));
                for (var i = 0; i < Messages; i++)
                {
                    channel.Writer.TryWrite(message);
                }

                return receiving;
            }
        );
    }

    private static async Task ReceiveAsync(ChannelReader<object> reader)
    {
        for (var left = Messages; left > 0; )
        {
            await reader.WaitToReadAsync();
            while (reader.TryRead(out _))
            {
                left--;
            }
        }
    }

    private sealed class Receiver(TaskCompletionSource done) : UntypedActor
    {
        private int _left = Messages;

        protected override void OnReceive(object message)
        {
            if (--_left == 0)
            {
                done.SetResult();
            }
        }
    }
}
