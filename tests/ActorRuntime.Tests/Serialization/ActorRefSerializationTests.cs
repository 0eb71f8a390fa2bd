using Akka.Actor;
using Akka.Serialization;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Serialization;

public sealed class ActorRefSerializationTests : IDisposable
{
    private readonly ActorSystem _system = ActorSystem.Create("references");

    public void Dispose() => _system.Dispose();

    [Fact]
    public void A_reference_in_JSON_leads_to_the_same_actor_again()
    {
        var actor = _system.ActorOf(Props.Create(() => new Silent()), "silent");
        RoundTrip(actor).ShouldBe(actor);
        RoundTrip(new Letter(actor, "hello")).ShouldBeOfType<Letter>().Sender.ShouldBe(actor);
        RoundTrip(actor.Path).ShouldBe(actor.Path);
    }

    [Fact]
    public void A_serializer_of_a_host_can_write_a_reference_as_its_path()
    {
        var actor = _system.ActorOf(Props.Create(() => new Silent()));
        var path = Akka.Serialization.Serialization.SerializedActorPath(actor);
        _system.Serialization.DeserializeActorRef(path).ShouldBe(actor);
        var other = _system.Serialization.DeserializeActorRef("akka://references/user/none");
        other.ShouldNotBe(actor);
    }

    private object RoundTrip(object value)
    {
        var serializer = _system.Serialization.FindSerializerFor(value);
        var manifest = Akka.Serialization.Serialization.ManifestFor(serializer, value);
        return _system
            .Serialization.Deserialize(serializer.ToBinary(value), serializer.Identifier, manifest)
            .ShouldNotBeNull();
    }

    public sealed record Letter(IActorRef Sender, string Text);

    private sealed class Silent : UntypedActor
    {
        protected override void OnReceive(object message) { }
    }
}
