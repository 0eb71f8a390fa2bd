using System.Collections.Concurrent;
using ActorRuntime.Tests.Actor;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Dispatch;

public sealed class DispatcherTests()
    : ActorTest(
        """
        pinned { type = PinnedDispatcher }
        stepped { type = "ActorRuntime.Tests.Dispatch.DispatcherTests+SteppedConfigurator, ActorRuntime.Tests", throughput = 3 }
        own { type = "ActorRuntime.Tests.Dispatch.DispatcherTests+OwnConfigurator, ActorRuntime.Tests" }
        wrong { type = "No.Such.Dispatcher" }
        """
    )
{
    [Fact]
    public async Task A_pinned_actor_has_one_thread_of_its_own()
    {
        var one = await ThreadsOf("pinned");
        var two = await ThreadsOf("pinned");

        one.Distinct().Count().ShouldBe(1);
        two.Distinct().Count().ShouldBe(1);
        one[0].ShouldNotBe(two[0]);
        one[0].IsThreadPoolThread.ShouldBeFalse();
    }

    [Fact]
    public async Task The_thread_of_a_pinned_actor_ends_with_it()
    {
        var actor = Sys.ActorOf(
            Scripted.Props(a => a.On<string>(_ => a.Sender.Tell(Thread.CurrentThread))).WithDispatcher("pinned")
        );
        var thread = await actor.Ask<Thread>("thread", Patience);

        await actor.GracefulStop(Patience);

        thread.Join(Patience).ShouldBeTrue();
    }

    [Fact]
    public async Task A_pinned_actor_that_blocks_holds_nobody_up()
    {
        using var gate = new SemaphoreSlim(0);
        var blocked = Enumerable
            .Range(0, 2 * Environment.ProcessorCount)
            .Select(_ =>
                Sys.ActorOf(
                    Scripted.Props(a => a.On<string>(_ => gate.Wait(Patience).ShouldBeTrue())).WithDispatcher("pinned")
                )
            )
            .ToList();
        blocked.ForEach(actor => actor.Tell("block"));

        var free = Start(a => a.On<string>(_ => a.Sender.Tell("free")));
        (await free.Ask<string>("?", Patience)).ShouldBe("free");

        gate.Release(blocked.Count);
    }

    [Fact]
    public void Throughput_limits_how_many_messages_an_actor_handles_in_one_turn()
    {
        var stepped = (SteppedDispatcher)Sys.Dispatchers.Lookup("stepped");
        stepped.Throughput.ShouldBe(3);
        var handled = new List<int>();
        var actor = Sys.ActorOf(Scripted.Props(a => a.On<int>(handled.Add)).WithDispatcher("stepped"));
        stepped.Step(); // Creates the actor.
        for (var i = 0; i < 7; i++)
        {
            actor.Tell(i);
        }

        stepped.Step();
        handled.ShouldBe([0, 1, 2]);
        stepped.Step();
        handled.ShouldBe([0, 1, 2, 3, 4, 5]);
        stepped.Step();
        handled.Count.ShouldBe(7);
        stepped.HasWork.ShouldBeFalse();

        Sys.Stop(actor);
        stepped.RunBehind();
    }

    [Fact]
    public async Task Actors_that_keep_each_other_busy_starve_nobody()
    {
        var pairs = Enumerable
            .Range(0, 4 * Environment.ProcessorCount)
            .Select(_ =>
            {
                var pong = Sys.ActorOf<Echo>();
                var ping = Sys.ActorOf<Echo>();
                ping.Tell("ball", pong);
                return (ping, pong);
            })
            .ToList();

        var outsider = Start(a => a.On<string>(text => a.Sender.Tell(text)));
        for (var i = 0; i < 20; i++)
        {
            (await outsider.Ask<string>("still there?", Patience)).ShouldBe("still there?");
        }

        pairs.ForEach(pair =>
        {
            Sys.Stop(pair.ping);
            Sys.Stop(pair.pong);
        });
    }

    [Fact]
    public async Task A_dispatcher_of_ones_own_can_be_configured()
    {
        var threads = await ThreadsOf("own");

        threads.ShouldAllBe(thread => thread.Name == "own dispatcher");
    }

    [Fact]
    public void What_is_no_dispatcher_is_refused_with_its_name()
    {
        Should
            .Throw<ConfigurationException>(() => Sys.Dispatchers.Lookup("wrong"))
            .Message.ShouldContain("No.Such.Dispatcher");
        Sys.Dispatchers.HasDispatcher("nowhere").ShouldBeFalse();
        Sys.Dispatchers.HasDispatcher("pinned").ShouldBeTrue();
        Sys.Dispatchers.DefaultGlobalDispatcher.Id.ShouldBe("akka.actor.default-dispatcher");
        Sys.Dispatchers.DefaultDispatcherConfig.GetInt("throughput").ShouldBe(30);
    }

    [Fact]
    public async Task Work_of_ones_own_can_run_on_a_dispatcher()
    {
        var ran = new TaskCompletionSource<Thread>();

        Sys.Dispatchers.DefaultGlobalDispatcher.Schedule(() => ran.SetResult(Thread.CurrentThread));

        (await ran.Task.WaitAsync(Patience)).IsThreadPoolThread.ShouldBeTrue();
    }

    private async Task<List<Thread>> ThreadsOf(string dispatcher)
    {
        var actor = Sys.ActorOf(
            Scripted.Props(a => a.On<string>(_ => a.Sender.Tell(Thread.CurrentThread))).WithDispatcher(dispatcher)
        );
        var threads = new List<Thread>();
        for (var i = 0; i < 20; i++)
        {
            threads.Add(await actor.Ask<Thread>("thread", Patience));
        }
        return threads;
    }

    private sealed class Echo : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message, Self);
    }

    public sealed class OwnConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : MessageDispatcherConfigurator(config, prerequisites)
    {
        public override MessageDispatcher Dispatcher() => new OwnDispatcher(this);
    }

    private sealed class OwnDispatcher(MessageDispatcherConfigurator configurator) : MessageDispatcher(configurator)
    {
        protected override void ExecuteTask(IRunnable run) =>
            new Thread(run.Run) { IsBackground = true, Name = "own dispatcher" }.Start();

        protected override void Shutdown() { }
    }

    public sealed class SteppedConfigurator : MessageDispatcherConfigurator
    {
        private readonly SteppedDispatcher _dispatcher;

        public SteppedConfigurator(Config config, IDispatcherPrerequisites prerequisites)
            : base(config, prerequisites)
        {
            _dispatcher = new SteppedDispatcher(this);
        }

        public override MessageDispatcher Dispatcher() => _dispatcher;
    }

    /// <summary>Runs actors when the test says so, and on its thread.</summary>
    private sealed class SteppedDispatcher(MessageDispatcherConfigurator configurator) : MessageDispatcher(configurator)
    {
        private readonly ConcurrentQueue<IRunnable> _work = new();
        private volatile bool _behind;

        public bool HasWork => !_work.IsEmpty;

        public void Step()
        {
            _work.TryDequeue(out var run).ShouldBeTrue();
            run!.Run();
        }

        /// <summary>From now on everything runs by itself, so that the system can end.</summary>
        public void RunBehind()
        {
            _behind = true;
            while (_work.TryDequeue(out var run))
            {
                run.Run();
            }
        }

        protected override void ExecuteTask(IRunnable run)
        {
            if (_behind)
            {
                ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);
            }
            else
            {
                _work.Enqueue(run);
            }
        }

        protected override void Shutdown() { }
    }
}
