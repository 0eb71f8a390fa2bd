using ActorRuntime.Tests.Actor;
using Akka.Actor;
using Akka.Event;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Dispatch;

public sealed class MailboxTests : ActorTest
{
    [Fact]
    public async Task Messages_of_one_sender_come_in_their_order_and_none_is_lost()
    {
        const int Senders = 8;
        const int Count = 50_000;
        var actor = Sys.ActorOf(Props.Create(() => new OrderChecker(Senders)));

        Parallel.For(
            0,
            Senders,
            sender =>
            {
                for (var i = 0; i < Count; i++)
                {
                    actor.Tell((sender, i), ActorRefs.NoSender);
                }
            }
        );

        (await actor.Ask<string>("result", Patience)).ShouldBe($"received {Senders * Count}, out of order 0");
    }

    [Fact]
    public async Task An_actor_is_never_on_two_threads_while_it_is_stopped_and_told_at_once()
    {
        for (var round = 0; round < 200; round++)
        {
            var handled = 0;
            var dead = 0;
            using var letters = new CountingLetters(Sys, "count");
            var actor = Start(a => a.On<string>(_ => handled++));

            await Task.WhenAll(
                Task.Run(() =>
                {
                    for (var i = 0; i < 100; i++)
                    {
                        actor.Tell("count", ActorRefs.NoSender);
                    }
                }),
                Task.Run(() => Sys.Stop(actor))
            );
            await actor.WatchAsync().WaitAsync(Patience);

            // Handled or buried: no message disappears.
            dead = await letters.Wait(actor, expected: () => 100 - handled);
            (handled + dead).ShouldBe(100);
        }
    }

    [Fact]
    public async Task System_messages_overtake_all_others()
    {
        var probe = NewProbe();
        using var gate = new SemaphoreSlim(0);
        var actor = Start(a =>
        {
            a.OnPostStop = () => probe.Ref.Tell("stopped");
            a.On<string>(_ => gate.Wait(Patience).ShouldBeTrue());
            a.On<int>(number => probe.Ref.Tell(number));
        });
        actor.Tell("block");
        for (var i = 0; i < 1000; i++)
        {
            actor.Tell(i);
        }

        ((IInternalActorRef)actor).Stop();
        gate.Release();

        await probe.Expect("stopped");
    }

    [Fact]
    public async Task An_idle_mailbox_wakes_for_every_message()
    {
        var actor = Start(a => a.On<int>(number => a.Sender.Tell(number)));

        for (var i = 0; i < 20_000; i++)
        {
            (await actor.Ask<int>(i, Patience)).ShouldBe(i);
        }
    }

    [Fact]
    public async Task A_suspended_mailbox_forgets_no_message_that_comes_meanwhile()
    {
        var probe = NewProbe();
        var gate = new TaskCompletionSource();
        var actor = Start(a =>
        {
            a.OnAsync<string>(_ => gate.Task);
            a.On<int>(number => probe.Ref.Tell(number));
        });
        actor.Tell("wait");
        Parallel.For(0, 1000, i => actor.Tell(i, ActorRefs.NoSender));

        gate.SetResult();

        var received = new HashSet<int>();
        while (received.Count < 1000)
        {
            received.Add(await probe.Next<int>());
        }
    }

    private sealed class OrderChecker : UntypedActor
    {
        private readonly int[] _next;
        private int _received;
        private int _wrong;

        public OrderChecker(int senders)
        {
            _next = new int[senders];
        }

        protected override void OnReceive(object message)
        {
            if (message is (int sender, int number))
            {
                _received++;
                _wrong += number == _next[sender]++ ? 0 : 1;
            }
            else
            {
                Sender.Tell($"received {_received}, out of order {_wrong}");
            }
        }
    }

    /// <summary>Counts dead letters as they are published, on the publishing thread.</summary>
    private sealed class CountingLetters : IDisposable
    {
        private readonly ActorSystem _system;
        private readonly IActorRef _counter;

        public CountingLetters(ActorSystem system, object message)
        {
            _system = system;
            _counter = system.ActorOf(Props.Create(() => new Counter(message)));
            system.EventStream.Subscribe(_counter, typeof(DeadLetter));
        }

        public async Task<int> Wait(IActorRef recipient, Func<int> expected)
        {
            // Whoever buries them may have lost its processor for a while: patience is counted in time.
            using var patience = new CancellationTokenSource(Patience);
            var count = 0;
            while (!patience.IsCancellationRequested)
            {
                count = await _counter.Ask<int>(recipient, Patience);
                if (count >= expected())
                {
                    break;
                }
                await Task.Yield();
            }
            return count;
        }

        public void Dispose() => _system.Stop(_counter);

        private sealed class Counter : ReceiveActor
        {
            public Counter(object message)
            {
                var counts = new Dictionary<IActorRef, int>();
                Receive<DeadLetter>(letter =>
                {
                    if (letter.Message.Equals(message))
                    {
                        counts[letter.Recipient] = counts.GetValueOrDefault(letter.Recipient) + 1;
                    }
                });
                Receive<IActorRef>(recipient => Sender.Tell(counts.GetValueOrDefault(recipient)));
            }
        }
    }
}
