using System.Threading.Channels;
using Akka.Actor;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Actor;

/// <summary>An actor that keeps what it gets for the test.</summary>
public sealed class Probe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Channel<(object Message, IActorRef Sender)> _received = Channel.CreateUnbounded<(
        object,
        IActorRef
    )>();

    public Probe(ActorSystem system)
    {
        Ref = system.ActorOf(Props.Create(() => new Receiver(_received.Writer)));
    }

    public IActorRef Ref { get; }

    /// <summary>Who sent the last message that was taken.</summary>
    public IActorRef Sender { get; private set; } = ActorRefs.Nobody;

    /// <summary>The next message, of any type.</summary>
    public async Task<object> Next()
    {
        using var limit = new CancellationTokenSource(Patience);
        (var message, Sender) = await _received.Reader.ReadAsync(limit.Token);
        return message;
    }

    /// <summary>The next message, which must be of a type.</summary>
    public async Task<T> Next<T>() => (await Next()).ShouldBeOfType<T>();

    public async Task Expect(params object[] messages)
    {
        foreach (var message in messages)
        {
            (await Next()).ShouldBe(message);
        }
    }

    /// <summary>Checks that nothing came before now: what is sent to the probe now comes next.</summary>
    public async Task ExpectNothingBefore(object fence)
    {
        Ref.Tell(fence, ActorRefs.NoSender);
        await Expect(fence);
    }

    public void Watch(IActorRef actor) => Ref.Tell(new WatchThis(actor), ActorRefs.NoSender);

    public async Task ExpectTerminated(IActorRef actor) => (await Next<Terminated>()).ActorRef.ShouldBe(actor);

    private sealed record WatchThis(IActorRef Actor);

    private sealed class Receiver(ChannelWriter<(object, IActorRef)> received) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is WatchThis watch)
            {
                Context.Watch(watch.Actor);
            }
            else
            {
                received.TryWrite((message, Sender));
            }
        }
    }
}
