using Akka.Actor;
using Akka.Configuration;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Actor;

public sealed class PropsTests : ActorTest
{
    private readonly string _field = "field";

    private string Property => "property";

    [Fact]
    public async Task An_expression_creates_the_actor_with_its_arguments()
    {
        var local = 7;

        await Check(Props.Create(() => new Holder(local, "constant")), "7 constant");
        await Check(Props.Create(() => new Holder(1, _field)), "1 field");
        await Check(Props.Create(() => new Holder(2, Property)), "2 property");
        await Check(Props.Create(() => new Holder(local + 1, $"{local}!")), "8 7!");
        await Check(Props.Create(() => new Holder((byte)3, null!)), "3 ");
    }

    [Fact]
    public async Task The_arguments_of_an_expression_are_taken_when_the_props_are_made()
    {
        var number = 1;
        var props = Props.Create(() => new Holder(number, "x"));
        number = 2;

        await Check(props, "1 x");
    }

    [Fact]
    public async Task A_type_and_arguments_create_the_actor()
    {
        await Check(Props.Create<Holder>(5, "args"), "5 args");
        var type = typeof(Holder);
        await Check(Props.Create(type, 6, "type"), "6 type");
        await Check(Props.Create<Holder>("only text"), "0 only text");
        await Check(Props.Create<Holder>(), "0 nothing");
    }

    [Fact]
    public async Task A_producer_creates_the_actor()
    {
        await Check(Props.CreateBy(new Producer(9)), "9 produced");
        await Check(Props.CreateBy<Producer>(8), "8 produced");
    }

    [Fact]
    public async Task An_expression_that_casts_the_actor_is_run_for_each_instance()
    {
        var number = 0;
        var props = Props.Create<ActorBase>(() => (ActorBase)new Holder(number, "x"));
        number = 7;

        (await Sys.ActorOf(props).Ask<string>("what", Patience)).ShouldStartWith("7");
    }

    [Fact]
    public void Anything_but_a_constructor_call_is_refused()
    {
        Should.Throw<ArgumentException>(() => Props.Create(() => Make())).Message.ShouldContain("new T");
        Should.Throw<ArgumentException>(() => Props.Create(typeof(string)));
    }

    [Fact]
    public async Task Arguments_that_fit_no_constructor_are_named_when_the_actor_starts()
    {
        var log = NewProbe();
        Sys.EventStream.Subscribe(log.Ref, typeof(Akka.Event.Error));

        Sys.ActorOf(Props.Create<Holder>(1, 2, 3));

        var error = await log.Next<Akka.Event.Error>();
        error.Message.ShouldBe($"Error while creating actor instance of type {typeof(Holder)} with 3 args: (1,2,3)");
        error.Cause!.GetBaseException().ShouldBeAssignableTo<MissingMemberException>();
        error.Cause!.ToString().ShouldContain("no constructor for the arguments");
    }

    [Fact]
    public async Task An_argument_that_cannot_be_printed_does_not_hide_why_an_actor_could_not_be_created()
    {
        var log = NewProbe();
        Sys.EventStream.Subscribe(log.Ref, typeof(Akka.Event.Error));

        Sys.ActorOf(Props.Create<Holder>(new Unprintable()));

        var error = await log.Next<Akka.Event.Error>();
        error.Message!.ToString()!.ShouldContain(nameof(Unprintable));
        error.Cause!.GetBaseException().ShouldBeAssignableTo<MissingMemberException>();
    }

    [Fact]
    public void Props_are_changed_by_copying()
    {
        var props = Props.Create<Holder>(1, "x");
        var strategy = new OneForOneStrategy(_ => Directive.Stop);

        var changed = props.WithDispatcher("some.dispatcher").WithSupervisorStrategy(strategy).WithStashCapacity(5);

        props.Dispatcher.ShouldBe("akka.actor.default-dispatcher");
        props.SupervisorStrategy.ShouldBeNull();
        changed.Dispatcher.ShouldBe("some.dispatcher");
        changed.SupervisorStrategy.ShouldBeSameAs(strategy);
        changed.Type.ShouldBe(typeof(Holder));
        changed.Arguments.ShouldBe([1, "x"]);
        changed.ShouldNotBe(props);
        props.ShouldBe(Props.Create<Holder>(1, "x"));
    }

    [Fact]
    public void An_unknown_dispatcher_is_refused_with_its_name_and_the_actors_path()
    {
        var failure = Should.Throw<ConfigurationException>(() =>
            Sys.ActorOf(Props.Create<Holder>().WithDispatcher("no.such"), "homeless")
        );

        failure.Message.ShouldContain("no.such");
        failure.Message.ShouldContain("/user/homeless");
        Sys.ActorOf(Props.Create<Holder>(), "homeless").Path.Name.ShouldBe("homeless");
    }

    private static Holder Make() => throw new InvalidOperationException("never called");

    private async Task Check(Props props, string expected)
    {
        props.Type.ShouldBe(typeof(Holder));
        (await Sys.ActorOf(props).Ask<string>("what?", Patience)).ShouldBe(expected);
    }

    private sealed class Producer(int number) : IIndirectActorProducer
    {
        public Type ActorType => typeof(Holder);

        public ActorBase Produce() => new Holder(number, "produced");

        public void Release(ActorBase actor) { }
    }

    private sealed class Holder(int number, string text) : UntypedActor
    {
        public Holder(string text)
            : this(0, text) { }

        public Holder()
            : this(0, "nothing") { }

        protected override void OnReceive(object message) => Sender.Tell($"{number} {text}");
    }

    private sealed class Unprintable
    {
        public override string ToString() => throw new InvalidOperationException("unprintable");
    }
}
