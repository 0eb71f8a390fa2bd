using Akka.Actor;
using Akka.Configuration;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Actor;

public sealed class DeploymentTests()
    : ActorTest(
        """
        one.type = PinnedDispatcher
        other.type = PinnedDispatcher
        small-stash.stash-capacity = 1
        small-stash.mailbox-type = "Akka.Dispatch.UnboundedDequeBasedMailbox"
        bounded.mailbox-type = "Akka.Dispatch.BoundedMailbox, Akka"
        akka.actor.deployment {
          /parent.dispatcher = one
          "/parent/*".dispatcher = other
          /parent/special.mailbox = small-stash
        }
        """
    )
{
    [Fact]
    public async Task The_configuration_says_on_which_dispatcher_an_actor_runs()
    {
        var parent = Sys.ActorOf(Family.Props("child"), "parent");

        (await parent.Ask<string>("me", Patience)).ShouldBe("one");
        (await parent.Ask<string>("child", Patience)).ShouldBe("other");
    }

    [Fact]
    public async Task The_configuration_wins_over_the_props_and_says_nothing_about_others()
    {
        var parent = Sys.ActorOf(Family.Props("child").WithDispatcher("other"), "parent");
        var another = Sys.ActorOf(Family.Props("child").WithDispatcher("other"), "another");

        (await parent.Ask<string>("me", Patience)).ShouldBe("one");
        (await another.Ask<string>("me", Patience)).ShouldBe("other");
        (await another.Ask<string>("child", Patience)).ShouldBe("akka.actor.default-dispatcher");
    }

    [Fact]
    public async Task Actors_can_be_deployed_in_code()
    {
        var deployer = ((ExtendedActorSystem)Sys).Provider.Deployer;
        deployer.SetDeploy(new Deploy("/late", Scope.Local).WithDispatcher("other"));
        deployer.SetDeploy(new Deploy("/late", Scope.Local).WithDispatcher("one"));

        (await Sys.ActorOf(Family.Props("child"), "late").Ask<string>("me", Patience)).ShouldBe("one");
        deployer.Lookup(["late"])!.Dispatcher.ShouldBe("one");
        deployer.Lookup(Sys.DeadLetters.Path).ShouldBeNull();
    }

    [Fact]
    public async Task A_mailbox_limits_the_stash()
    {
        var parent = Sys.ActorOf(Family.Props("special"), "parent");
        var named = Sys.ActorOf(Family.Props("child").WithMailbox("small-stash"));
        var given = Sys.ActorOf(Family.Props("child").WithDeploy(Deploy.Local.WithStashCapacity(2)));

        (await parent.Ask<string>("stash child", Patience)).ShouldBe("1");
        (await named.Ask<string>("stash", Patience)).ShouldBe("1");
        (await given.Ask<string>("stash", Patience)).ShouldBe("2");
    }

    [Fact]
    public void A_mailbox_that_is_missing_or_of_another_kind_is_refused_with_its_name()
    {
        var props = Family.Props("child");

        var missing = Should.Throw<ConfigurationException>(() => Sys.ActorOf(props.WithMailbox("nowhere"), "x"));
        var bounded = Should.Throw<ConfigurationException>(() => Sys.ActorOf(props.WithMailbox("bounded"), "x"));

        missing.Message.ShouldContain("nowhere");
        missing.Message.ShouldContain("/user/x");
        bounded.Message.ShouldContain("BoundedMailbox");
    }

    [Fact]
    public void A_router_is_refused()
    {
        var config = ConfigurationFactory.ParseString("akka.actor.deployment { /a.router = round-robin-pool }");

        Should.Throw<ConfigurationException>(() => ActorSystem.Create("refused", config)).Message.ShouldContain("/a");
    }

    [Fact]
    public void A_system_that_is_to_reach_others_is_refused()
    {
        Should
            .Throw<ConfigurationException>(() => ActorSystem.Create("refused", "akka.actor.provider = remote"))
            .Message.ShouldContain("remote");
    }

    [Fact]
    public void A_deployment_takes_what_it_lacks_from_another()
    {
        var own = Deploy.None.WithDispatcher("d");

        var both = own.WithFallback(new Deploy(Scope.Local).WithDispatcher("e").WithMailbox("m").WithStashCapacity(3));

        both.Dispatcher.ShouldBe("d");
        both.Mailbox.ShouldBe("m");
        both.StashCapacity.ShouldBe(3);
        both.Scope.ShouldBe(Scope.Local);
        own.Mailbox.ShouldBe(Deploy.NoMailboxGiven);
        Props.Empty.WithDeploy(both).Dispatcher.ShouldBe("d");
        Props.Empty.WithDeploy(both).Deploy.ShouldBe(both);
        Props.Empty.Deploy.ShouldBe(Deploy.None);
    }

    private sealed class Family : UntypedActorWithStash
    {
        private readonly IActorRef? _child;

        private Family(string? child)
        {
            _child = child is null ? null : Context.ActorOf(Props(child: null), child);
        }

        public static Props Props(string? child) => Akka.Actor.Props.Create(() => new Family(child));

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "child":
                    _child!.Forward("me");
                    break;
                case "stash child":
                    _child!.Forward("stash");
                    break;
                case "stash":
                    Sender.Tell($"{Stash.Capacity}");
                    break;
                default:
                    Sender.Tell(Context.Dispatcher.Id);
                    break;
            }
        }
    }
}
