using ActorRuntime.Tests.Actor;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Dispatch;

/// <summary>A thread goes on with the actor that the one before has woken. Nobody must notice but by the clock.</summary>
public sealed class RunNextTests()
    : ActorTest(
        """
        pinned { type = PinnedDispatcher }
        on-this-thread { type = "ActorRuntime.Tests.Dispatch.RunNextTests+OwnThreadConfigurator, ActorRuntime.Tests" }
        """
    )
{
    private static readonly AsyncLocal<string?> Local = new();

    [Fact]
    public async Task An_actor_that_blocks_until_the_actor_it_has_told_has_answered_gets_the_answer()
    {
        // More than the pool has threads at first: what the blocked ones have woken must not wait for their threads.
        var asked = Enumerable
            .Range(0, 2 * Environment.ProcessorCount)
            .Select(_ =>
            {
                var other = Start(a => a.On<string>(text => a.Sender.Tell(text + "!")));
                var blocking = Start(a =>
                    a.On<string>(text =>
                    {
                        var answer = other.Ask<string>(text, Patience);
                        answer.Wait(Patience).ShouldBeTrue();
                        a.Sender.Tell(answer.GetAwaiter().GetResult());
                    })
                );
                return blocking.Ask<string>("hello", Patience);
            });

        (await Task.WhenAll(asked)).ShouldAllBe(answer => answer == "hello!");
    }

    [Fact]
    public async Task An_actor_that_is_woken_goes_on_while_the_one_that_woke_it_is_still_at_its_message()
    {
        for (var round = 0; round < 20; round++)
        {
            using var gate = new SemaphoreSlim(0);
            var other = Start(a => a.On<string>(_ => gate.Release()));
            var blocking = Start(a =>
                a.On<string>(text =>
                {
                    other.Tell(text);
                    a.Sender.Tell(gate.Wait(Patience));
                })
            );

            (await blocking.Ask<bool>("go on", Patience)).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task An_actor_that_is_woken_does_not_wait_for_the_next_messages_of_the_one_that_woke_it()
    {
        using var gate = new SemaphoreSlim(0);
        using var begin = new SemaphoreSlim(0);
        var other = Start(a => a.On<string>(_ => gate.Release()));
        var busy = Start(a =>
        {
            a.On<string>(text =>
            {
                begin.Wait(Patience).ShouldBeTrue();
                other.Tell(text);
            });
            a.On<int>(_ => a.Sender.Tell(gate.Wait(Patience)));
        });
        busy.Tell("wake the other");
        var next = busy.Ask<bool>(1, Patience);

        begin.Release();

        (await next).ShouldBeTrue();
    }

    [Fact]
    public async Task All_actors_that_one_message_wakes_get_theirs()
    {
        var probe = NewProbe();
        var others = Enumerable
            .Range(0, 100)
            .Select(_ => Start(a => a.On<int>(number => probe.Ref.Tell(number))))
            .ToList();
        var spreading = Start(a =>
            a.On<string>(_ =>
            {
                for (var i = 0; i < others.Count; i++)
                {
                    others[i].Tell(i);
                }
            })
        );

        spreading.Tell("go");

        var received = new HashSet<int>();
        while (received.Count < others.Count)
        {
            received.Add(await probe.Next<int>());
        }
    }

    [Fact]
    public void Two_actors_that_wake_each_other_for_ever_give_the_thread_back()
    {
        var handledHere = 0;
        var dispatcher = (OwnThreadDispatcher)Sys.Dispatchers.Lookup("on-this-thread");
        // As a thread of the pool runs the actor that begins; the pair then plays on this thread, for a while.
        var thread = new Thread(dispatcher.RunAsThePoolDoes) { IsBackground = true };
        var pong = Start(Return);
        var ping = Start(Return);
        var begin = Scripted.Props(a => a.On<string>(ball => ping.Tell(ball, pong)));
        Sys.ActorOf(begin.WithDispatcher("on-this-thread")).Tell("ball");

        thread.Start();

        thread.Join(Patience).ShouldBeTrue();
        handledHere.ShouldBeLessThan(1000);
        Sys.Stop(ping);
        Sys.Stop(pong);

        void Return(Scripted a) =>
            a.On<string>(ball =>
            {
                handledHere += Thread.CurrentThread == thread ? 1 : 0;
                a.Sender.Tell(ball);
            });
    }

    [Fact]
    public async Task An_actor_that_fails_after_it_has_woken_another_takes_nothing_with_it()
    {
        var probe = NewProbe();
        var other = Start(a => a.On<int>(number => probe.Ref.Tell(number)));
        var failing = Start(a =>
            a.On<int>(number =>
            {
                other.Tell(number);
                throw new InvalidOperationException("on purpose");
            })
        );
        for (var i = 0; i < 20; i++)
        {
            failing.Tell(i);

            await probe.Expect(i);
        }
    }

    [Fact]
    public async Task A_message_that_is_handed_on_very_often_takes_no_stack()
    {
        var probe = NewProbe();
        var ring = new List<IActorRef>();
        for (var i = 0; i < 1000; i++)
        {
            var position = i;
            ring.Add(
                Start(a =>
                    a.On<int>(left =>
                    {
                        var next = left == 0 ? probe.Ref : ring[(position + 1) % ring.Count];
                        next.Tell(left - 1);
                    })
                )
            );
        }

        ring[0].Tell(100_000);

        await probe.Expect(-1);
    }

    [Fact]
    public async Task What_an_actor_leaves_on_its_thread_does_not_reach_the_actor_it_wakes()
    {
        var probe = NewProbe();
        var other = Start(a => a.On<string>(_ => probe.Ref.Tell((Local.Value, SynchronizationContext.Current))));
        var leaving = Start(a =>
            a.On<string>(text =>
            {
                Local.Value = "left behind";
                SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
                other.Tell(text);
            })
        );
        for (var i = 0; i < 20; i++)
        {
            leaving.Tell("go");

            (await probe.Next()).ShouldBe(((string?)null, (SynchronizationContext?)null));
        }
    }

    [Fact]
    public async Task Actors_stay_on_the_threads_of_their_dispatcher_whoever_wakes_them()
    {
        var pooled = Start(a => a.On<string>(_ => a.Sender.Tell(Thread.CurrentThread)));
        var pinned = Sys.ActorOf(
            Scripted
                .Props(a =>
                {
                    IActorRef asker = ActorRefs.Nobody;
                    a.On<string>(text =>
                    {
                        asker = a.Sender;
                        pooled.Tell(text);
                    });
                    a.On<Thread>(thread => asker.Tell((thread, Thread.CurrentThread)));
                })
                .WithDispatcher("pinned")
        );

        for (var i = 0; i < 20; i++)
        {
            var (pool, own) = await pinned.Ask<(Thread, Thread)>("threads", Patience);

            pool.IsThreadPoolThread.ShouldBeTrue();
            own.IsThreadPoolThread.ShouldBeFalse();
        }
    }

    public sealed class OwnThreadConfigurator : MessageDispatcherConfigurator
    {
        private readonly OwnThreadDispatcher _dispatcher;

        public OwnThreadConfigurator(Config config, IDispatcherPrerequisites prerequisites)
            : base(config, prerequisites)
        {
            _dispatcher = new OwnThreadDispatcher(this);
        }

        public override MessageDispatcher Dispatcher() => _dispatcher;
    }

    /// <summary>Keeps its only actor until the test runs it; later everything runs on the pool.</summary>
    private sealed class OwnThreadDispatcher(MessageDispatcherConfigurator configurator)
        : MessageDispatcher(configurator)
    {
        private IRunnable? _kept;
        private int _hasRun;

        public void RunAsThePoolDoes()
        {
            Interlocked.Exchange(ref _hasRun, 1);
            Interlocked.Exchange(ref _kept, null)!.Execute();
        }

        protected override void ExecuteTask(IRunnable run)
        {
            if (Volatile.Read(ref _hasRun) == 0)
            {
                Interlocked.Exchange(ref _kept, run);
            }
            else
            {
                ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);
            }
        }

        protected override void Shutdown() { }
    }
}
