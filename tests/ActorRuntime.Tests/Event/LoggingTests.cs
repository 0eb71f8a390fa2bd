using System.Collections.Concurrent;
using ActorRuntime.Tests.Actor;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Event;

public sealed class LoggingTests : ActorTest
{
    private const string Quiet = "akka.stdout-loglevel = OFF\n";

    public LoggingTests()
        : base("akka.loglevel = INFO") { }

    [Fact]
    public async Task An_actors_events_bear_its_path_type_level_and_cause()
    {
        var log = NewProbe();
        Sys.EventStream.Subscribe(log.Ref, typeof(LogEvent));
        var actor = Start(
            a =>
                a.On<string>(text =>
                {
                    var adapter = a.Context.GetLogger();
                    adapter.Info("info {0}", text);
                    adapter.Warning(new InvalidOperationException("why"), "warning");
                    adapter.Error("error {0} {1}", 1, 2);
                }),
            "logging"
        );

        actor.Tell("a");

        var info = await log.Next<Info>();
        info.LogSource.ShouldBe(actor.Path.ToString());
        info.LogClass.ShouldBe(typeof(Scripted));
        info.LogLevel().ShouldBe(LogLevel.InfoLevel);
        info.Message!.ToString().ShouldBe("info a");
        info.ToString().ShouldContain("[INFO]");
        var warning = await log.Next<Warning>();
        warning.Message.ShouldBe("warning");
        warning.Cause!.Message.ShouldBe("why");
        (await log.Next<Error>()).Message!.ToString().ShouldBe("error 1 2");
    }

    [Fact]
    public async Task Events_below_the_level_are_not_published_and_cost_no_text()
    {
        var log = NewProbe();
        Sys.EventStream.Subscribe(log.Ref, typeof(LogEvent));
        var adapter = Logging.GetLogger(Sys, "test");

        adapter.IsDebugEnabled.ShouldBeFalse();
        adapter.IsInfoEnabled.ShouldBeTrue();
        adapter.Debug("never {0}", new Untouchable());
        adapter.Info("seen");

        (await log.Next<Info>()).Message.ShouldBe("seen");
        Sys.EventStream.SetLogLevel(LogLevel.DebugLevel);
        adapter.Debug("now {0}", 1);
        (await log.Next<Debug>()).Message!.ToString().ShouldBe("now 1");
    }

    [Fact]
    public void The_level_OFF_switches_all_levels_off()
    {
        using var system = ActorSystem.Create("quiet", Quiet + "akka.loglevel = OFF");

        system.Log.IsErrorEnabled.ShouldBeFalse();
        system.EventStream.SetLogLevel(LogLevel.ErrorLevel);
        system.Log.IsErrorEnabled.ShouldBeTrue();
        system.Log.IsWarningEnabled.ShouldBeFalse();
    }

    [Fact]
    public async Task A_message_keeps_its_template_and_parameters_for_structured_logs()
    {
        var log = NewProbe();
        Sys.EventStream.Subscribe(log.Ref, typeof(LogEvent));

        Sys.Log.Info("Entry {Key} holds {Bytes} bytes", "a-1", 17L);

        var message = (LogMessage)(await log.Next<Info>()).Message!;
        message.Format.ShouldBe("Entry {Key} holds {Bytes} bytes");
        message.Parameters().ShouldBe(["a-1", 17L]);
        message.ToString().ShouldBe("Entry a-1 holds 17 bytes");
    }

    [Theory]
    [InlineData("{0} and {1}", "1 and 2")]
    [InlineData("{1} and {0}", "2 and 1")]
    [InlineData("{A} and {B}", "1 and 2")]
    [InlineData("{A:000}, {B,4}", "001,    2")]
    [InlineData("{{A}} {A}", "{A} 1")]
    [InlineData("no holes", "no holes")]
    [InlineData("{A} {B} {C}", "{A} {B} {C} [1, 2]")]
    [InlineData("open {", "open { [1, 2]")]
    public void A_template_takes_its_parameters_and_never_fails(string template, string expected) =>
        DefaultLogMessageFormatter.Instance.Format(template, 1, 2).ShouldBe(expected);

    [Fact]
    public async Task Configured_loggers_get_what_is_at_or_above_the_level_and_write_all_before_the_end()
    {
        var id = Guid.NewGuid().ToString("N");
        var system = ActorSystem.Create(
            "logging",
            Quiet
                + $"akka.loggers = [\"{typeof(Collecting).AssemblyQualifiedName}\"], akka.loglevel = WARNING, test.id = {id}"
        );

        for (var i = 0; i < 1000; i++)
        {
            system.Log.Info("not wanted");
            system.Log.Warning("{0}", i);
        }
        await system.Terminate().WaitAsync(Patience);

        Collecting
            .Of(id)
            .Where(e => e is Warning && e.LogSource.StartsWith("ActorSystem", StringComparison.Ordinal))
            .Select(e => e.Message!.ToString())
            .ShouldBe(Enumerable.Range(0, 1000).Select(i => $"{i}"));
        Collecting.Of(id).ShouldAllBe(e => e.LogLevel() >= LogLevel.WarningLevel);
    }

    [Fact]
    public void An_unknown_logger_or_level_is_refused_with_its_name()
    {
        Should
            .Throw<ConfigurationException>(() =>
                ActorSystem.Create("bad", Quiet + "akka.loggers = [\"No.Such.Logger\"]")
            )
            .Message.ShouldContain("No.Such.Logger");
        Should
            .Throw<ConfigurationException>(() => ActorSystem.Create("bad", Quiet + "akka.loglevel = LOUD"))
            .Message.ShouldContain("LOUD");
    }

    [Fact]
    public async Task A_logger_that_does_not_answer_is_reported()
    {
        var system = ActorSystem.Create(
            "silent",
            Quiet + $"akka.loggers = [\"{typeof(Silent).AssemblyQualifiedName}\"], akka.logger-startup-timeout = 20ms"
        );
        var log = new Probe(system);
        system.EventStream.Subscribe(log.Ref, typeof(Warning));

        (await log.Next<Warning>()).Message!.ToString()!.ShouldContain("did not answer");

        await system.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public async Task Dead_letters_are_logged_up_to_the_configured_number()
    {
        using var system = ActorSystem.Create(
            "letters",
            Quiet + "akka.loggers = [], akka.log-dead-letters = 2, akka.log-dead-letters-suspend-duration = infinite"
        );
        var log = new Probe(system);
        system.EventStream.Subscribe(log.Ref, typeof(Info));

        await system.ActorSelection("/system/deadLetterListener").ResolveOne(Patience);
        for (var i = 0; i < 5; i++)
        {
            system.DeadLetters.Tell(i);
        }

        (await log.Next<Info>()).Message!.ToString()!.ShouldContain("[1] dead letters encountered.");
        (await log.Next<Info>())
            .Message!.ToString()!
            .ShouldContain("[2] dead letters encountered, no more dead letters will be logged");
        await Settle(log.Ref);
        await log.ExpectNothingBefore("fence");
    }

    [Fact]
    public async Task The_dead_letter_log_is_silent_for_a_time_and_then_says_what_it_left_out()
    {
        using var system = ActorSystem.Create(
            "letters",
            Quiet
                + ManualScheduler.Configuration
                + "\nakka.loggers = [], akka.log-dead-letters = 1, akka.log-dead-letters-suspend-duration = 5s"
        );
        var clock = (ManualScheduler)system.Scheduler;
        var log = new Probe(system);
        system.EventStream.Subscribe(log.Ref, typeof(Info));
        var listener = await system.ActorSelection("/system/deadLetterListener").ResolveOne(Patience);

        for (var i = 0; i < 3; i++)
        {
            system.DeadLetters.Tell($"letter {i}", log.Ref);
        }
        (await log.Next<Info>())
            .Message!.ToString()!
            .ShouldContain("no more dead letters will be logged in next [00:00:05]");
        await Settle(listener);
        clock.Advance(TimeSpan.FromSeconds(5));
        system.DeadLetters.Tell("letter 3", log.Ref);

        var text = (await log.Next<Info>()).Message!.ToString()!;
        text.ShouldContain("[4] dead letters encountered, of which 2 were not logged.");
        text.ShouldStartWith($"Message [String] from {log.Ref} to {system.DeadLetters} was not");
        text.ShouldEndWith("Message content: letter 3");
    }

    [Fact]
    public async Task Unhandled_messages_are_logged_at_debug_level_if_asked_for()
    {
        using var system = ActorSystem.Create(
            "unhandled",
            Quiet
                + "akka.loggers = [], akka.loglevel = DEBUG, akka.log-dead-letters = off, akka.actor.debug.unhandled = on"
        );
        var log = new Probe(system);
        system.EventStream.Subscribe(log.Ref, typeof(Debug));
        var actor = system.ActorOf(Scripted.Props(_ => { }), "deaf");
        await system.ActorSelection("/system/UnhandledMessageForwarder").ResolveOne(Patience);

        actor.Tell("hello");

        var debug = await log.Next<Debug>();
        debug.LogSource.ShouldEndWith("/user/deaf");
        debug.Message!.ToString()!.ShouldContain("Unhandled message from");
    }

    [Fact]
    public async Task The_messages_of_actors_that_want_it_are_logged_at_debug_level_if_asked_for()
    {
        using var system = ActorSystem.Create(
            "receiving",
            Quiet + "akka.loggers = [], akka.loglevel = DEBUG, akka.actor.debug.receive = on"
        );
        var log = new Probe(system);
        system.EventStream.Subscribe(log.Ref, typeof(Debug));
        var actor = system.ActorOf(Props.Create<Talker>(), "talker");
        var other = system.ActorOf(Scripted.Props(a => a.OnAny(_ => { })));

        other.Tell("nobody logs this");
        await Settle(other);
        actor.Tell("text", log.Ref);
        actor.Tell(17, log.Ref);

        var first = await log.Next<Debug>();
        first.LogSource.ShouldBe(actor.Path.ToString());
        first.Message.ShouldBe($"received handled message text from {log.Ref.Path}");
        (await log.Next<Debug>()).Message.ShouldBe($"received unhandled message 17 from {log.Ref.Path}");
    }

    [Fact]
    public async Task The_lifecycle_is_logged_at_debug_level_if_asked_for()
    {
        using var system = ActorSystem.Create(
            "lifecycle",
            Quiet + "akka.loggers = [], akka.loglevel = DEBUG, akka.actor.debug.lifecycle = on"
        );
        var log = new Probe(system);
        system.EventStream.Subscribe(log.Ref, typeof(Debug));
        var actor = system.ActorOf(
            Scripted.Props(a => a.On<string>(text => throw new InvalidOperationException(text))),
            "alive"
        );

        var watcher = system.ActorOf(
            Scripted.Props(a =>
            {
                a.OnPreStart = () => a.Context.Watch(actor);
                a.On<string>(_ => a.Context.Unwatch(actor));
            })
        );
        watcher.Tell("unwatch");
        await Settle(watcher);
        actor.Tell("bad");
        actor.Tell(PoisonPill.Instance);

        var seen = new List<string>();
        while (seen.Count < 5)
        {
            var debug = await log.Next<Debug>();
            if (debug.LogSource == actor.Path.ToString())
            {
                seen.Add(debug.Message!.ToString()!.Split(' ')[0]);
            }
        }
        seen.ShouldBe(["Started", "now", "no", "Restarted", "Stopped"]);
    }

    [Fact]
    public void Sources_name_actors_types_and_texts()
    {
        var actor = Start(_ => { }, "source");

        LogSource.Create(actor, Sys).Source.ShouldBe("akka://test/user/source");
        LogSource.Create("text", Sys).Source.ShouldBe("text (akka://test)");
        LogSource.Create(typeof(LoggingTests), Sys).Source.ShouldBe("LoggingTests (akka://test)");
        LogSource.Create("text").Type.ShouldBe(typeof(DummyClassForStringSources));
    }

    [Fact]
    public void Levels_have_names_and_types()
    {
        foreach (var level in Enum.GetValues<LogLevel>())
        {
            Logging.LogLevelFor(level.StringFor()).ShouldBe(level);
        }
        Logging.LogLevelFor<Warning>().ShouldBe(LogLevel.WarningLevel);
        LogLevel.ErrorLevel.ClassFor().ShouldBe(typeof(Error));
    }

    private sealed class Untouchable
    {
        public override string ToString() => throw new InvalidOperationException("was read");
    }

    public sealed class Silent : UntypedActor
    {
        protected override void OnReceive(object message) { }
    }

    /// <summary>A logger that keeps what it gets, apart for each system.</summary>
    public sealed class Collecting : ReceiveActor
    {
        private static readonly ConcurrentDictionary<string, ConcurrentQueue<LogEvent>> Events = new(
            StringComparer.Ordinal
        );

        public Collecting()
        {
            var events = Of(Context.System.Settings.Config.GetString("test.id")!);
            Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
            Receive<LogEvent>(events.Enqueue);
        }

        public static ConcurrentQueue<LogEvent> Of(string id) => Events.GetOrAdd(id, _ => new());
    }

    private sealed class Talker : ActorBase, ILogReceive
    {
        protected override bool Receive(object message) => message is string;
    }
}
