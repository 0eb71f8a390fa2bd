using System.Collections.Immutable;
using System.Text;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Serialization;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Serialization;

public sealed class SerializationSetupTests
{
    [Fact]
    public async Task Serializers_set_up_in_code_win_over_the_configuration()
    {
        var setup = ActorSystemSetup
            .Create(BootstrapSetup.Create().WithConfig("akka.loggers = [], akka.stdout-loglevel = OFF"))
            .And(
                SerializationSetup.Create(system =>
                    ImmutableHashSet.Create(
                        SerializerDetails.Create(
                            "refs",
                            new RefSerializer(system),
                            ImmutableHashSet.Create(typeof(IActorRef))
                        )
                    )
                )
            );
        using var system = ActorSystem.Create("serializing", setup);

        var serializer = system.Serialization.FindSerializerFor(system.DeadLetters);

        serializer.ShouldBeOfType<RefSerializer>();
        system.Serialization.FindSerializerFor("text").ShouldNotBeOfType<RefSerializer>();
        system
            .Serialization.Deserialize(serializer.ToBinary(system.DeadLetters), serializer.Identifier, "")
            .ShouldBe(system.DeadLetters);
        await system.Terminate();
    }

    [Fact]
    public void References_are_written_with_the_address_that_is_serialized_for()
    {
        var config = ConfigurationFactory.ParseString("akka.loggers = [], akka.stdout-loglevel = OFF");
        using var system = ActorSystem.Create("serializing", config);
        var extended = (ExtendedActorSystem)system;
        var serializer = new RefSerializer(extended);
        var actor = system.ActorOf(Props.Empty, "actor");

        var own = Akka.Serialization.Serialization.WithTransport(extended, () => serializer.ToBinary(actor));
        var other = serializer.ToBinaryWithAddress(new Address("akka.tcp", "serializing", "host", 2552), actor);

        Encoding.UTF8.GetString(own).ShouldBe($"akka://serializing/user/actor#{actor.Path.Uid}");
        Encoding.UTF8.GetString(other).ShouldBe($"akka.tcp://serializing@host:2552/user/actor#{actor.Path.Uid}");
        Should.Throw<InvalidOperationException>(() =>
            Akka.Serialization.Serialization.GetCurrentTransportInformation()
        );
    }

    [Fact]
    public void What_is_serialized_for_is_known_meanwhile()
    {
        var config = ConfigurationFactory.ParseString("akka.loggers = [], akka.stdout-loglevel = OFF");
        using var system = ActorSystem.Create("serializing", config);
        var extended = (ExtendedActorSystem)system;
        var address = new Address("akka.tcp", "serializing", "host", 2552);

        var (inner, outer) = Akka.Serialization.Serialization.WithTransport(
            system,
            address,
            () =>
                (
                    Akka.Serialization.Serialization.WithTransport(
                        extended,
                        Akka.Serialization.Serialization.GetCurrentTransportInformation
                    ),
                    Akka.Serialization.Serialization.GetCurrentTransportInformation()
                )
        );

        inner.ShouldBe(outer);
        extended.Provider.SerializationInformation.ShouldBe(
            new Information(new Address("akka", "serializing"), system)
        );
        extended.Provider.GetExternalAddressFor(extended.Provider.DefaultAddress).ShouldNotBeNull();
        extended.Provider.GetExternalAddressFor(address).ShouldBeNull();
        inner.ShouldBe(new Information(address, system));
        (inner == new Information(extended.Provider.DefaultAddress, system)).ShouldBeFalse();
    }

    private sealed class RefSerializer(ExtendedActorSystem system) : Serializer(system)
    {
        public override int Identifier => 4711;

        public override bool IncludeManifest => false;

        public override byte[] ToBinary(object obj) =>
            Encoding.UTF8.GetBytes(Akka.Serialization.Serialization.SerializedActorPath((IActorRef)obj));

        public override object? FromBinary(byte[] bytes, Type? type) =>
            Encoding.UTF8.GetString(bytes).Contains("deadLetters", StringComparison.Ordinal)
                ? system.DeadLetters
                : system.Serialization.DeserializeActorRef(Encoding.UTF8.GetString(bytes));
    }
}
