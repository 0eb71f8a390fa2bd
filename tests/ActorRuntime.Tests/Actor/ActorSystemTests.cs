using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Actor;

public sealed class ActorSystemTests : ActorTest
{
    private const string Quiet = "akka.loggers = [], akka.stdout-loglevel = OFF\n";

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("_a")]
    [InlineData("a b")]
    [InlineData("a/b")]
    public void A_name_with_other_characters_is_refused(string name) =>
        Should
            .Throw<ArgumentException>(() => ActorSystem.Create(name))
            .Message.ShouldContain("invalid ActorSystem name");

    [Fact]
    public void Actors_get_unique_names_of_their_own_if_none_is_given()
    {
        var names = Enumerable.Range(0, 200).Select(_ => Start(_ => { }).Path.Name).ToList();

        names.Distinct().Count().ShouldBe(200);
        names.ShouldAllBe(name => name.StartsWith('$'));
    }

    [Fact]
    public void Bad_names_are_refused()
    {
        Start(_ => { }, "taken");

        Should.Throw<InvalidActorNameException>(() => Start(_ => { }, "taken")).Message.ShouldContain("not unique");
        Should.Throw<InvalidActorNameException>(() => Start(_ => { }, ""));
        Should.Throw<InvalidActorNameException>(() => Start(_ => { }, "$a"));
        Should.Throw<InvalidActorNameException>(() => Start(_ => { }, "a/b"));
    }

    [Fact]
    public async Task Ending_stops_all_actors_first_and_then_runs_callbacks_last_added_first()
    {
        var events = new List<string>();
        var system = ActorSystem.Create("ending", Quiet);
        var started = new TaskCompletionSource();
        system.ActorOf(
            Scripted.Props(a =>
            {
                a.OnPreStart = () => started.SetResult();
                a.OnPostStop = () => events.Add("actor");
            })
        );
        system.RegisterOnTermination(() => events.Add("first added"));
        system.RegisterOnTermination(() => events.Add("last added"));
        await started.Task;

        var ending = system.Terminate();

        await ending.WaitAsync(Patience);
        system.WhenTerminated.IsCompletedSuccessfully.ShouldBeTrue();
        events.ShouldBe(["actor", "last added", "first added"]);
        Should.Throw<InvalidOperationException>(() => system.RegisterOnTermination(() => { }));
    }

    [Fact]
    public async Task After_the_end_no_actor_can_be_created_and_messages_are_dead_letters()
    {
        var system = ActorSystem.Create("ended", Quiet);
        var actor = system.ActorOf(Scripted.Props(_ => { }));
        await system.Terminate().WaitAsync(Patience);

        Should.Throw<InvalidOperationException>(() => system.ActorOf(Scripted.Props(_ => { })));
        actor.Tell("nobody hears this");
        ((IInternalActorRef)actor).IsTerminated.ShouldBeTrue();
    }

    [Fact]
    public void Disposing_waits_for_the_end()
    {
        var system = ActorSystem.Create("disposed", Quiet);

        system.Dispose();

        system.WhenTerminated.IsCompletedSuccessfully.ShouldBeTrue();
        system.Dispose();
    }

    [Fact]
    public void A_setup_brings_the_configuration_and_parts_of_ones_own()
    {
        var setup = BootstrapSetup
            .Create()
            .WithConfig(Quiet)
            .WithConfigFallback("my.setting = 7")
            .WithActorRefProvider(ProviderSelection.Local.Instance)
            .And(new MySetup("mine"));

        using var system = ActorSystem.Create("setup", setup);

        system.Settings.Config.GetInt("my.setting").ShouldBe(7);
        system.Settings.Setup.Get<MySetup>().Value.Text.ShouldBe("mine");
        system.Settings.ProviderSelectionType.ShouldBe(ProviderSelection.Local.Instance);
        system.Settings.Setup.Get<BootstrapSetup>().HasValue.ShouldBeTrue();
        setup.WithSetup(new MySetup("other")).Get<MySetup>().Value.Text.ShouldBe("other");
        ActorSystemSetup.Empty.Get<MySetup>().HasValue.ShouldBeFalse();
    }

    [Fact]
    public void An_extension_is_created_once_however_many_ask_for_it()
    {
        var created = 0;
        var id = new MyExtensionId { OnCreate = () => Interlocked.Increment(ref created) };

        var extensions = new MyExtension[50];
        Parallel.For(0, 50, i => extensions[i] = id.Apply(Sys));

        created.ShouldBe(1);
        extensions.ShouldAllBe(e => ReferenceEquals(e, extensions[0]));
        Sys.HasExtension<MyExtension>().ShouldBeTrue();
        Sys.GetExtension<MyExtension>().ShouldBeSameAs(extensions[0]);
        Sys.WithExtension<MyExtension, MyExtensionId>().ShouldBeSameAs(extensions[0]);
        Sys.TryGetExtension<MyExtension>(out var found).ShouldBeTrue();
        found.ShouldBeSameAs(extensions[0]);
    }

    [Fact]
    public void An_extension_that_nobody_registered_is_not_there()
    {
        using var system = ActorSystem.Create("plain", Quiet);

        system.HasExtension<MyExtension>().ShouldBeFalse();
        new MyExtensionId().Get(system).ShouldBeNull();
        system.TryGetExtension(typeof(MyExtension), out _).ShouldBeFalse();
    }

    [Fact]
    public void Extensions_named_in_the_configuration_are_created_at_the_start()
    {
        using var system = ActorSystem.Create(
            "extended",
            Quiet + $"akka.extensions = [\"{typeof(MyExtensionId).AssemblyQualifiedName}\"]"
        );

        system.HasExtension<MyExtension>().ShouldBeTrue();
        Should
            .Throw<ConfigurationException>(() =>
                ActorSystem.Create("bad", Quiet + "akka.extensions = [\"No.Such.Type\"]")
            )
            .Message.ShouldContain("No.Such.Type");
    }

    [Fact]
    public void A_null_message_is_refused()
    {
        var actor = Start(_ => { });

        Should.Throw<InvalidMessageException>(() => actor.Tell(null!));
    }

    [Fact]
    public async Task The_tree_can_be_printed()
    {
        await Settle(Start(a => a.Child(_ => { }, "leaf"), "branch"));

        var tree = ((ExtendedActorSystem)Sys).PrintTree();

        tree.ShouldContain("user [GuardianActor]");
        tree.ShouldContain("    branch [Scripted]");
        tree.ShouldContain("      leaf [Scripted]");
    }

    [Fact]
    public async Task Every_actor_that_could_be_created_while_the_system_ended_has_stopped_with_it()
    {
        for (var round = 0; round < 100; round++)
        {
            var system = ActorSystem.Create("busy", Quiet);
            var created = new List<IInternalActorRef>();
            using var begun = new SemaphoreSlim(0);
            var creating = Task.Run(() =>
            {
                begun.Release();
                try
                {
                    while (true)
                    {
                        created.Add((IInternalActorRef)system.ActorOf(Scripted.Props(_ => { })));
                    }
                }
                catch (InvalidOperationException)
                {
                    return; // It has ended.
                }
            });
            await begun.WaitAsync(Patience);

            await system.Terminate().WaitAsync(Patience);
            await creating.WaitAsync(Patience);

            created.ShouldAllBe(actor => actor.IsTerminated);
        }
    }

    [Fact]
    public async Task A_system_can_end_while_actors_are_being_created()
    {
        var system = ActorSystem.Create("busy", Quiet);
        var creating = Task.Run(() =>
        {
            try
            {
                while (true)
                {
                    system.ActorOf(Scripted.Props(_ => { }));
                }
            }
            catch (InvalidOperationException)
            {
                return; // It has ended.
            }
        });

        await system.Terminate().WaitAsync(Patience);

        await creating.WaitAsync(Patience);
    }

    private sealed class MySetup(string text) : Setup
    {
        public string Text => text;
    }

    private sealed class MyExtension : IExtension;

    private sealed class MyExtensionId : ExtensionIdProvider<MyExtension>
    {
        public Action? OnCreate { get; init; }

        public override MyExtension CreateExtension(ExtendedActorSystem system)
        {
            OnCreate?.Invoke();
            return new MyExtension();
        }
    }
}
