using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit;
using Shouldly;
using Xunit;
using Xunit.Abstractions;
using TestKitOfXunit = Akka.TestKit.Xunit2.TestKit;

namespace ActorRuntime.TestKit.Tests;

public class TestKitTests
{
    [Fact]
    public void Timeouts_are_multiplied_by_the_time_factor()
    {
        using var test = new Kit("akka.test { timefactor = 2.5, single-expect-default = 2s }");

        test.Dilated(TimeSpan.FromSeconds(2)).ShouldBe(TimeSpan.FromSeconds(5));
        test.RemainingOrDefault.ShouldBe(TimeSpan.FromSeconds(5));
        test.RemainingOrDilated(TimeSpan.FromSeconds(1)).ShouldBe(TimeSpan.FromSeconds(2.5));
        test.GetTimeoutOrDefault(TimeSpan.FromSeconds(1)).ShouldBe(TimeSpan.FromSeconds(1));
        Should.Throw<ArgumentException>(() => test.RemainingOrDilated(Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public void Settings_have_the_documented_defaults()
    {
        using var test = new Kit();

        test.TestKitSettings.SingleExpectDefault.ShouldBe(TimeSpan.FromSeconds(3));
        test.TestKitSettings.TestEventFilterLeeway.ShouldBe(TimeSpan.FromSeconds(3));
        test.TestKitSettings.DefaultTimeout.ShouldBe(TimeSpan.FromSeconds(5));
        test.TestKitSettings.TestTimeFactor.ShouldBe(1.0);
        test.Sys.Name.ShouldBe("test");
    }

    [Fact]
    public void A_wrong_time_factor_is_refused()
    {
        Should
            .Throw<ConfigurationException>(() => new Kit("akka.test.timefactor = 0"))
            .Message.ShouldContain("timefactor");
    }

    [Fact]
    public void A_system_made_elsewhere_can_be_tested_in()
    {
        var system = ActorSystem.Create("elsewhere", "akka.stdout-loglevel = OFF");
        using (var test = new Kit(system))
        {
            test.ActorOf<Echo>().Tell("hello");
            test.ExpectMsg("hello", TimeSpan.FromSeconds(60));
        }

        system.WhenTerminated.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public void A_setup_keeps_its_configuration()
    {
        var setup = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig("a.b = 7"));
        using var test = new Kit(setup);

        test.Sys.Settings.Config.GetInt("a.b").ShouldBe(7);
        test.Sys.Settings.Loggers.ShouldBe(["Akka.TestKit.TestEventListener, Akka.TestKit"]);
    }

    [Fact]
    public void Log_events_go_to_the_output_of_the_test()
    {
        var output = new Output();
        using var test = new Kit("", output);

        test.EventFilter.Info("hello 1").ExpectOne(TimeSpan.FromSeconds(60), () => test.Log.Info("hello {0}", 1));

        test.AwaitAssert(() => output.Lines.ShouldContain(line => line.Contains("hello 1")), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void An_output_that_has_ended_does_not_disturb_the_system()
    {
        using var test = new Kit("akka.stdout-loglevel = OFF", new EndedOutput());

        test.EventFilter.Error().Expect(0, TimeSpan.FromMilliseconds(30), () => test.Log.Info("hello"));
    }

    [Fact]
    public void A_system_that_does_not_stop_fails_if_the_test_wants_that()
    {
        using var release = new ManualResetEventSlim();
        using var blocked = new ManualResetEventSlim();
        using var test = new Kit("akka.coordinated-shutdown.run-by-actor-system-terminate = off");
        test.ActorOf(Props.Create(() => new Stubborn(blocked, release)), "stubborn").Tell("block");
        blocked.Wait();

        var failure = Should.Throw<TimeoutException>(() =>
            test.Shutdown(TimeSpan.FromMilliseconds(30), verifySystemShutdown: true)
        );

        failure.Message.ShouldContain("Failed to stop [test]");
        failure.Message.ShouldContain("stubborn");
        release.Set();
    }

    [Fact]
    public void A_TestKit_that_has_ended_leaves_the_thread_as_it_was()
    {
        var context = SynchronizationContext.Current;

        new Kit().Dispose();

        SynchronizationContext.Current.ShouldBe(context);
        Should.Throw<ActorInitializationException>(() => new Echo());
    }

    [Fact]
    public void A_test_in_a_test_gives_the_sender_back()
    {
        using var outer = new Kit();
        new Kit().Dispose();

        outer.ActorOf<Echo>().Tell("hello");

        outer.ExpectMsg("hello", TimeSpan.FromSeconds(60));
    }

    private sealed class Kit : TestKitOfXunit
    {
        public Kit(string config = "akka.stdout-loglevel = OFF", ITestOutputHelper? output = null)
            : base(config, output) { }

        public Kit(ActorSystem system)
            : base(system) { }

        public Kit(ActorSystemSetup setup)
            : base(setup) { }
    }

    private sealed class Stubborn(ManualResetEventSlim blocked, ManualResetEventSlim release) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            blocked.Set();
            release.Wait();
        }
    }

    private sealed class Output : ITestOutputHelper
    {
        private readonly List<string> _lines = [];

        public string[] Lines
        {
            get
            {
                lock (_lines)
                {
                    return [.. _lines];
                }
            }
        }

        public void WriteLine(string message)
        {
            lock (_lines)
            {
                _lines.Add(message);
            }
        }

        public void WriteLine(string format, params object[] args) => WriteLine(string.Format(format, args));
    }

    private sealed class EndedOutput : ITestOutputHelper
    {
        public void WriteLine(string message) =>
            throw new InvalidOperationException("There is no currently active test.");

        public void WriteLine(string format, params object[] args) => WriteLine(format);
    }
}
