using System.Collections.Concurrent;
using Akka;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Actor;

public sealed class CoordinatedShutdownTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ConcurrentQueue<string> _events = new();

    [Fact]
    public async Task Ending_a_system_runs_the_phases_in_their_order_and_stops_the_actors_last()
    {
        var system = Create();
        system.ActorOf(Scripted.Props(a => a.OnPostStop = () => _events.Enqueue("actor")));
        var shutdown = CoordinatedShutdown.Get(system);
        Add(shutdown, CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "before terminate");
        Add(shutdown, CoordinatedShutdown.PhaseServiceStop, "stop");
        Add(shutdown, CoordinatedShutdown.PhaseBeforeServiceUnbind, "before unbind");
        Add(shutdown, CoordinatedShutdown.PhaseServiceRequestsDone, "requests done");

        await system.Terminate().WaitAsync(Patience);

        _events.ShouldBe(["before unbind", "requests done", "stop", "before terminate", "actor"]);
        shutdown.ShutdownReason.ShouldBe(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
    }

    [Fact]
    public async Task The_tasks_of_a_phase_run_side_by_side()
    {
        var system = Create();
        var shutdown = CoordinatedShutdown.Get(system);
        var first = new TaskCompletionSource();
        shutdown.AddTask(
            CoordinatedShutdown.PhaseServiceStop,
            "waits for the other",
            async () =>
            {
                await first.Task;
                return Done.Instance;
            }
        );
        shutdown.AddTask(
            CoordinatedShutdown.PhaseServiceStop,
            "frees the other",
            () =>
            {
                first.SetResult();
                return Task.FromResult(Done.Instance);
            }
        );

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Patience);

        system.WhenTerminated.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task It_runs_once_however_often_it_is_asked()
    {
        var system = Create();
        var shutdown = CoordinatedShutdown.Get(system);
        Add(shutdown, CoordinatedShutdown.PhaseServiceStop, "stop");

        var first = shutdown.Run(CoordinatedShutdown.UnknownReason.Instance);
        var second = shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance);
        await Task.WhenAll(first, second).WaitAsync(Patience);

        _events.ShouldBe(["stop"]);
        shutdown.ShutdownReason.ShouldBe(CoordinatedShutdown.UnknownReason.Instance);
    }

    [Fact]
    public async Task It_can_begin_with_a_later_phase()
    {
        var system = Create();
        var shutdown = CoordinatedShutdown.Get(system);
        Add(shutdown, CoordinatedShutdown.PhaseServiceUnbind, "unbind");
        Add(shutdown, CoordinatedShutdown.PhaseServiceStop, "stop");

        await shutdown
            .Run(
                CoordinatedShutdown.UnknownReason.Instance,
                CoordinatedShutdown.PhaseServiceRequestsDone
            )
            .WaitAsync(Patience);

        _events.ShouldBe(["stop"]);
    }

    [Fact]
    public async Task A_failed_task_is_logged_and_the_rest_goes_on()
    {
        var system = Create();
        var log = new Probe(system);
        system.EventStream.Subscribe(log.Ref, typeof(Warning));
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(
            CoordinatedShutdown.PhaseServiceUnbind,
            "bad",
            () => throw new InvalidOperationException("no")
        );
        Add(shutdown, CoordinatedShutdown.PhaseServiceStop, "stop");

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Patience);

        _events.ShouldBe(["stop"]);
        (await log.Next<Warning>()).Message!.ToString()!.ShouldContain("[bad]");
    }

    [Fact]
    public async Task A_task_that_takes_too_long_is_left_behind()
    {
        var system = Create("akka.coordinated-shutdown.phases.service-unbind.timeout = 20ms");
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(
            CoordinatedShutdown.PhaseServiceUnbind,
            "endless",
            () => new TaskCompletionSource<Done>().Task
        );
        Add(shutdown, CoordinatedShutdown.PhaseServiceStop, "stop");

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Patience);

        _events.ShouldBe(["stop"]);
    }

    [Fact]
    public async Task A_phase_that_must_not_fail_ends_the_shutdown()
    {
        var system = Create("akka.coordinated-shutdown.phases.service-unbind.recover = off");
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(
            CoordinatedShutdown.PhaseServiceUnbind,
            "bad",
            () => throw new InvalidOperationException("no")
        );
        Add(shutdown, CoordinatedShutdown.PhaseServiceStop, "stop");

        await Should.ThrowAsync<InvalidOperationException>(() =>
            shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Patience)
        );

        _events.ShouldBeEmpty();
        ((ExtendedActorSystem)system).Abort();
        await system.WhenTerminated.WaitAsync(Patience);
    }

    [Fact]
    public async Task Phases_of_ones_own_go_in_by_what_they_depend_on()
    {
        var system = Create(
            """
            akka.coordinated-shutdown.phases {
              mine { depends-on = [service-unbind], timeout = 7s }
              service-requests-done { depends-on = [service-unbind, mine] }
              service-stop { enabled = off }
            }
            """
        );
        var shutdown = CoordinatedShutdown.Get(system);
        Add(shutdown, CoordinatedShutdown.PhaseServiceRequestsDone, "requests done");
        Add(shutdown, CoordinatedShutdown.PhaseServiceStop, "stop");
        Add(shutdown, CoordinatedShutdown.PhaseServiceUnbind, "unbind");
        Add(shutdown, "mine", "mine");
        shutdown.Timeout("mine").ShouldBe(TimeSpan.FromSeconds(7));

        await system.Terminate().WaitAsync(Patience);

        _events.ShouldBe(["unbind", "mine", "requests done"]);
    }

    [Fact]
    public async Task Unknown_phases_and_phases_that_depend_on_themselves_are_refused()
    {
        using var system = Create();
        Should
            .Throw<ConfigurationException>(() => Add(CoordinatedShutdown.Get(system), "no", "x"))
            .Message.ShouldContain("Unknown phase [no]");

        var circular = Create(
            "akka.coordinated-shutdown.phases { a { depends-on = [b] }, b { depends-on = [a] } }"
        );
        Should
            .Throw<ConfigurationException>(() => CoordinatedShutdown.Get(circular))
            .Message.ShouldContain("Cycle");
        ((ExtendedActorSystem)circular).Abort();
        await circular.WhenTerminated.WaitAsync(Patience);
    }

    [Fact]
    public void A_process_that_ends_waits_for_its_phases_and_actors()
    {
        var system = Create();
        Add(CoordinatedShutdown.Get(system), CoordinatedShutdown.PhaseServiceStop, "stop");

        CoordinatedShutdown.Get(system).RunAtProcessExit();

        _events.ShouldBe(["stop"]);
        system.WhenTerminated.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task Ending_a_system_can_be_configured_not_to_run_it()
    {
        var system = Create("akka.coordinated-shutdown.run-by-actor-system-terminate = off");
        Add(CoordinatedShutdown.Get(system), CoordinatedShutdown.PhaseServiceStop, "stop");

        await system.Terminate().WaitAsync(Patience);

        _events.ShouldBeEmpty();
    }

    private static ActorSystem Create(string hocon = "") =>
        ActorSystem.Create("shutdown", hocon + "\nakka.loggers = [], akka.stdout-loglevel = OFF");

    private void Add(CoordinatedShutdown shutdown, string phase, string name) =>
        shutdown.AddTask(
            phase,
            name,
            () =>
            {
                _events.Enqueue(name);
                return Task.FromResult(Done.Instance);
            }
        );
}
