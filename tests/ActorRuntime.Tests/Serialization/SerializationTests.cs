using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Serialization;

public sealed class SerializationTests
{
    [Theory]
    [InlineData(typeof(Animal), typeof(FirstSerializer))]
    [InlineData(typeof(Dog), typeof(SecondSerializer))]
    [InlineData(typeof(Puppy), typeof(SecondSerializer))]
    [InlineData(typeof(Cat), typeof(FirstSerializer))]
    [InlineData(typeof(Stone), typeof(ConfiguredSerializer))]
    [InlineData(typeof(byte[]), typeof(ByteArraySerializer))]
    [InlineData(typeof(List<Animal>), typeof(Akka.Serialization.Json.SystemTextJsonSerializer))]
    [InlineData(typeof(object), typeof(Akka.Serialization.Json.SystemTextJsonSerializer))]
    public void The_most_specific_binding_wins(Type type, Type serializer)
    {
        using var system = CreateSystem(
            Named(nameof(FirstSerializer))
                + Named(nameof(SecondSerializer))
                + Named(nameof(ConfiguredSerializer))
                + Bound<Dog>(nameof(SecondSerializer))
                + Bound<Animal>(nameof(FirstSerializer))
                + Bound<IThing>(nameof(ConfiguredSerializer))
        );
        system.Serialization.FindSerializerForType(type).ShouldBeOfType(serializer);
        system.Serialization.FindSerializerForType(type).ShouldBeOfType(serializer, "found again");
    }

    [Fact]
    public void A_default_is_used_instead_of_the_serializer_of_everything()
    {
        using var system = CreateSystem(
            Named(nameof(FirstSerializer)) + Named(nameof(SecondSerializer)) + Bound<Dog>(nameof(SecondSerializer))
        );
        var serialization = system.Serialization;
        serialization.FindSerializerFor(new Cat()).ShouldBeOfType<Akka.Serialization.Json.SystemTextJsonSerializer>();
        serialization.FindSerializerFor(new Cat(), nameof(FirstSerializer)).ShouldBeOfType<FirstSerializer>();
        serialization.FindSerializerFor(new Dog(), nameof(FirstSerializer)).ShouldBeOfType<SecondSerializer>();
        Should
            .Throw<SerializationException>(() => serialization.FindSerializerFor(new Cat(), "none"))
            .Message.ShouldContain("'none'");
    }

    [Fact]
    public void A_binding_that_is_added_later_counts_from_then_on()
    {
        using var system = CreateSystem(Named(nameof(FirstSerializer)) + Bound<Animal>(nameof(FirstSerializer)));
        var serialization = system.Serialization;
        serialization.FindSerializerFor(new Puppy()).ShouldBeOfType<FirstSerializer>();
        var second = new SecondSerializer((ExtendedActorSystem)system);
        serialization.AddSerializer("second", second);
        serialization.AddSerializationMap(typeof(Dog), second);
        serialization.FindSerializerFor(new Puppy()).ShouldBeSameAs(second);
        serialization.FindSerializerFor(new Cat()).ShouldBeOfType<FirstSerializer>();
        serialization.Deserialize([], second.Identifier, typeof(Dog)).ShouldBe("SecondSerializer Dog");
    }

    [Fact]
    public void Null_and_bytes_are_serialized_as_they_are()
    {
        using var system = CreateSystem();
        var serialization = system.Serialization;
        var serializer = serialization.FindSerializerFor(null);
        serializer.Identifier.ShouldBe(0);
        serialization.Deserialize([], 0, "").ShouldBeNull();
        byte[] bytes = [1, 2, 3];
        serialization.FindSerializerFor(bytes).Identifier.ShouldBe(4);
        serialization.Serialize(bytes).ShouldBeSameAs(bytes);
        serialization.Deserialize(bytes, 4, "").ShouldBeSameAs(bytes);
    }

    [Fact]
    public void An_unknown_identifier_is_an_error_that_says_where_to_register_it()
    {
        using var system = CreateSystem(Named(nameof(FirstSerializer)));
        var error = Should.Throw<SerializationException>(() => system.Serialization.Deserialize([], 4711, "any"));
        error.Message.ShouldContain("4711");
        error.Message.ShouldContain("akka.actor.serializers");
        error.Message.ShouldContain("101 = ActorRuntime.Tests.Serialization.FirstSerializer");
    }

    [Fact]
    public void An_unknown_type_in_a_manifest_is_an_error_that_names_it()
    {
        using var system = CreateSystem();
        var error = Should.Throw<SerializationException>(() =>
            system.Serialization.Deserialize([], 1, "Old.Name, Old")
        );
        error.Message.ShouldContain("'Old.Name, Old'");
        error.Message.ShouldContain("identifier 1");
    }

    [Fact]
    public void A_serializer_gets_its_settings()
    {
        using var system = CreateSystem(
            Named(nameof(ConfiguredSerializer))
                + $"akka.actor.serialization-settings.{nameof(ConfiguredSerializer)}.setting = given\n"
                + Bound<Dog>(nameof(ConfiguredSerializer))
        );
        system
            .Serialization.FindSerializerFor(new Dog())
            .ShouldBeOfType<ConfiguredSerializer>()
            .Setting.ShouldBe("given");
    }

    [Fact]
    public void An_identifier_can_come_from_the_configuration()
    {
        var type = typeof(SerializerWithoutIdentifier);
        using var system = CreateSystem(
            Named(type.Name) + $"akka.actor.serialization-identifiers.\"{type.FullName}, ActorRuntime.Tests\" = 105"
        );
        system.Serialization.Deserialize([], 105, "").ShouldBe("type unknown");
    }

    [Theory]
    [InlineData(nameof(SerializerWithoutIdentifier), "has no identifier")]
    [InlineData(nameof(FailingSerializer), "no key file")]
    [InlineData(nameof(SerializerWithOtherConstructor), "has no public constructor")]
    [InlineData(nameof(SerializationTests), "is no type derived from")]
    [InlineData("Missing", "is no type derived from")]
    public void A_serializer_that_cannot_be_used_is_an_error_at_start(string type, string what)
    {
        Should.Throw<Exception>(() => CreateSystem(Named(type))).Message.ShouldContain(what);
    }

    [Fact]
    public void Two_serializers_with_one_identifier_are_an_error_at_start()
    {
        var error = Should.Throw<Exception>(() =>
            CreateSystem(Named(nameof(FirstSerializer)) + Named(nameof(ClashingSerializer)))
        );
        error.Message.ShouldContain("same identifier 101");
    }

    [Fact]
    public void A_binding_to_an_unknown_serializer_is_an_error_at_start()
    {
        Should.Throw<Exception>(() => CreateSystem(Bound<Dog>("none"))).Message.ShouldContain("'none'");
    }

    [Fact]
    public void A_binding_of_a_type_that_this_process_lacks_is_passed_over()
    {
        using var system = CreateSystem("akka.actor.serialization-bindings.\"Not.Here, Elsewhere\" = json");
        system.Serialization.FindSerializerFor("text").Identifier.ShouldBe(1);
    }

    [Fact]
    public void A_string_manifest_is_handed_to_its_serializer()
    {
        using var system = CreateSystem(Named(nameof(ManifestSerializer)) + Bound<string>(nameof(ManifestSerializer)));
        var serializer = system.Serialization.FindSerializerFor("x");
        Akka.Serialization.Serialization.ManifestFor(serializer, "x").ShouldBe("text:v2");
        system
            .Serialization.Deserialize(serializer.ToBinary("x"), serializer.Identifier, "text:v1")
            .ShouldBe("text:v1=x");
        system.Serialization.Deserialize(serializer.ToBinary("x"), serializer.Identifier, (string?)null).ShouldBe("=x");
        serializer.FromBinary<string>(serializer.ToBinary("x")).ShouldBe("System.String=x");
    }

    [Fact]
    public void The_manifest_of_other_serializers_is_the_type_if_they_want_one()
    {
        using var system = CreateSystem(Named(nameof(FirstSerializer)));
        var serialization = system.Serialization;
        Akka.Serialization.Serialization.ManifestFor(serialization.FindSerializerFor(new Cat()), new Cat())
            .ShouldBe("ActorRuntime.Tests.Serialization.SerializationTests+Cat, ActorRuntime.Tests");
        Akka.Serialization.Serialization.ManifestFor(serialization.FindSerializerFor(new byte[1]), new byte[1])
            .ShouldBe("");
    }

    private static ActorSystem CreateSystem(string hocon = "") =>
        ActorSystem.Create("serialization", ConfigurationFactory.ParseString(hocon));

    private static string Named(string type) =>
        $"akka.actor.serializers.{type} = \"ActorRuntime.Tests.Serialization.{type}, ActorRuntime.Tests\"\n";

    private static string Bound<T>(string serializer) =>
        $"akka.actor.serialization-bindings.\"{typeof(T).AssemblyQualifiedName}\" = {serializer}\n";

    public interface IThing;

    public class Animal;

    public class Dog : Animal;

    public sealed class Puppy : Dog;

    public sealed class Cat : Animal;

    public sealed class Stone : IThing;
}
