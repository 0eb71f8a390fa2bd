using System.Collections.Immutable;
using System.Runtime.Serialization;
using System.Text;
using System.Text.Json.Serialization;
using Akka.Actor;
using Akka.Serialization;
using Akka.Util;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Serialization;

public sealed class JsonSerializerTests : IDisposable
{
    private readonly ActorSystem _system = ActorSystem.Create("json");

    public static TheoryData<object> Values =>
        [
            "text \" \\ \n é 😀",
            42,
            long.MaxValue,
            double.NaN,
            1.1m,
            true,
            'x',
            DayOfWeek.Friday,
            Guid.Parse("8a6f4f0e-3f0f-4b56-9d3e-2f9f0c7a1b22"),
            TimeSpan.FromTicks(123_456_789),
            new DateTimeOffset(2024, 2, 29, 1, 2, 3, TimeSpan.FromHours(2)),
            new Uri("http://localhost/a?b=c"),
            new Point(1, 2),
            new Order("o-1", new Point(3, 4), null, 2.5),
            new Status.Success("done"),
            new object(),
        ];

    public void Dispose() => _system.Dispose();

    [Theory]
    [MemberData(nameof(Values))]
    public void What_is_written_is_read_again(object value)
    {
        var read = RoundTrip(value);
        if (value.GetType() == typeof(object))
        {
            read.ShouldBeOfType<object>();
        }
        else
        {
            read.ShouldBeOfType(value.GetType());
            read.ToString().ShouldBe(value.ToString());
        }
    }

    [Fact]
    public void Any_record_is_read_again_as_it_was()
    {
        var orders =
            from id in ArbMap.Default.GeneratorFor<NonNull<string>>().Where(id => id.Get.IsNormalized())
            from x in ArbMap.Default.GeneratorFor<int>()
            from y in ArbMap.Default.GeneratorFor<long>()
            from price in ArbMap.Default.GeneratorFor<double>()
            from note in ArbMap.Default.GeneratorFor<string?>()
            select new Order(id.Get, new Point(x, y), note, price);
        Prop.ForAll(orders.ToArbitrary(), order => RoundTrip(order).ShouldBe(order)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Collections_are_read_again()
    {
        RoundTrip(new List<Point> { new(1, 2), new(3, 4) })
            .ShouldBeOfType<List<Point>>()
            .ShouldBe([new(1, 2), new(3, 4)]);
        RoundTrip(new[] { "a", "b" }).ShouldBeOfType<string[]>().ShouldBe(["a", "b"]);
        RoundTrip(ImmutableList.Create(1, 2)).ShouldBeOfType<ImmutableList<int>>().ShouldBe([1, 2]);
        RoundTrip(new Dictionary<string, int> { ["a"] = 1 })
            .ShouldBeOfType<Dictionary<string, int>>()
            .ShouldBe(new Dictionary<string, int> { ["a"] = 1 });
        var bag = (Bag)RoundTrip(
            new Bag([1, "two", new Point(3, 4)], new Dictionary<string, IShape> { ["c"] = new Circle(5) })
        );
        bag.Things.ShouldBe([1, "two", new Point(3, 4)]);
        bag.Shapes["c"].ShouldBe(new Circle(5));
    }

    [Fact]
    public void Where_the_type_is_open_it_is_written_with_the_value()
    {
        RoundTrip(new Drawing(new Circle(1), new Square(2), "any"))
            .ShouldBe(new Drawing(new Circle(1), new Square(2), "any"));
        RoundTrip(new Drawing(null, null, null)).ShouldBe(new Drawing(null, null, null));
    }

    [Fact]
    public void A_class_can_keep_its_setters_and_its_constructor_to_itself()
    {
        var account = Account.Open("me");
        account.Deposit(5);
        var read = (Account)RoundTrip(account);
        read.Owner.ShouldBe("me");
        read.Balance.ShouldBe(5);
    }

    [Fact]
    public void A_value_that_would_lose_data_is_refused()
    {
        var serialization = _system.Serialization;
        foreach (
            object value in new object[]
            {
                new Kennel(new Poodle { Name = "a", Curls = 1 }, []),
                new Kennel(new Dog(), [new Poodle()]),
                new List<Dog> { new Poodle() },
                new System.Numerics.BigInteger(17),
                new Sealed(17),
                new InvalidOperationException("bad"),
                new Akka.Actor.Status.Failure(new InvalidOperationException("bad")),
            }
        )
        {
            Should
                .Throw<SerializationException>(() => serialization.Serialize(value))
                .Message.ShouldContain("would lose data");
        }

        ((Kennel)RoundTrip(new Kennel(new Dog { Name = "a" }, [new Dog { Name = "b" }]))).All[0].Name.ShouldBe("b");
    }

    [Fact]
    public void What_has_no_state_loses_none()
    {
        RoundTrip(new Signal()).ShouldBe(new Signal());
        RoundTrip(new Marked(17)).ShouldBe(new Marked(17));
    }

    [Fact]
    public void What_cannot_be_written_is_an_error_that_names_the_type_and_the_way_out()
    {
        var error = Should.Throw<SerializationException>(() =>
            _system.Serialization.Serialize(new Unwritable(() => 1))
        );
        error.Message.ShouldContain(typeof(Unwritable).TypeQualifiedName());
        error.Message.ShouldContain("akka.actor.serialization-bindings");
    }

    [Theory]
    [InlineData("{\"X\":1,")]
    [InlineData("{\"X\":\"text\"}")]
    [InlineData("[]")]
    [InlineData("")]
    public void What_cannot_be_read_is_an_error_that_names_the_type(string json)
    {
        var error = Should.Throw<SerializationException>(() => Read<Point>(json));
        error.Message.ShouldContain(typeof(Point).TypeQualifiedName());
    }

    [Theory]
    [InlineData("{\"Shape\":{\"$type\":\"None.Such\",\"$value\":{}}}", "no type 'None.Such'")]
    [InlineData("{\"Shape\":{\"$type\":\"System.String\",\"$value\":\"x\"}}", "cannot stand where")]
    [InlineData("{\"Shape\":{\"Radius\":1}}", "begins with $type")]
    [InlineData("{\"Shape\":1}", "begins with $type")]
    [InlineData("{\"$id\":\"1\",\"Shape\":null,\"Thing\":{\"$ref\":\"1\"}}", "references between its objects")]
    public void A_type_that_does_not_belong_there_is_refused(string json, string what)
    {
        Should.Throw<SerializationException>(() => Read<Drawing>(json)).Message.ShouldContain(what);
    }

    [Fact]
    public void A_manifest_is_needed()
    {
        Should.Throw<SerializationException>(() => _system.Serialization.Deserialize("{}"u8.ToArray(), 1, ""));
    }

    private object RoundTrip(object value)
    {
        var serializer = _system.Serialization.FindSerializerFor(value);
        serializer.Identifier.ShouldBe(1);
        var manifest = Akka.Serialization.Serialization.ManifestFor(serializer, value);
        return _system.Serialization.Deserialize(serializer.ToBinary(value), 1, manifest).ShouldNotBeNull();
    }

    private object? Read<T>(string json) =>
        _system.Serialization.Deserialize(Encoding.UTF8.GetBytes(json), 1, typeof(T).TypeQualifiedName());

    public sealed record Point(int X, long Y);

    public sealed record Order(string Id, Point Where, string? Note, double Price);

    public interface IShape;

    public sealed record Circle(int Radius) : IShape;

    public abstract record Angular;

    public sealed record Square(int Side) : Angular;

    public sealed record Drawing(IShape? Shape, Angular? Other, object? Thing);

    public sealed record Bag(IReadOnlyList<object> Things, Dictionary<string, IShape> Shapes);

    public class Dog
    {
        public string? Name { get; set; }
    }

    public sealed class Poodle : Dog
    {
        public int Curls { get; set; }
    }

    public sealed record Kennel(Dog First, IReadOnlyList<Dog> All);

    public sealed record Unwritable(Func<int> Function);

    public sealed class Account
    {
        private Account() { }

        public string Owner { get; private set; } = "";

        public int Balance { get; private set; }

        public static Account Open(string owner) => new() { Owner = owner };

        public void Deposit(int amount) => Balance += amount;
    }

    private readonly struct Sealed(int number)
    {
        public int Number { get; } = number;
    }

    [method: System.Text.Json.Serialization.JsonConstructor]
    private readonly struct Marked(int number)
    {
        public int Number { get; } = number;
    }

    private sealed record Signal
    {
        public string Kind => "signal";
    }
}
