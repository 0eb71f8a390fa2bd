using Akka.Actor;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Actor;

public sealed class ActorPathTests
{
    [Fact]
    public void A_path_reads_back_what_it_writes()
    {
        var path = ActorPath.Parse("akka://system/user/orders/order-17#4711");

        path.ToString().ShouldBe("akka://system/user/orders/order-17");
        path.ToStringWithoutAddress().ShouldBe("/user/orders/order-17");
        path.ToSerializationFormat().ShouldBe("akka://system/user/orders/order-17#4711");
        path.Name.ShouldBe("order-17");
        path.Uid.ShouldBe(4711);
        path.Depth.ShouldBe(3);
        path.Elements.ShouldBe(["user", "orders", "order-17"]);
        path.Parent.ToString().ShouldBe("akka://system/user/orders");
        path.Root.ToString().ShouldBe("akka://system/");
        path.Address.ShouldBe(new Address("akka", "system"));
    }

    [Fact]
    public void The_address_and_the_rest_of_a_path_are_read_one_after_the_other()
    {
        ActorPath.TryParseAddress("akka.tcp://system@host:2552/user/a", out var address, out var rest).ShouldBeTrue();
        ActorPath.TryParse(new RootActorPath(address!), rest, out var path).ShouldBeTrue();

        address.ShouldBe(new Address("akka.tcp", "system", "host", 2552));
        path!.ToString().ShouldBe("akka.tcp://system@host:2552/user/a");
        Address.TryParse("akka://system".AsSpan(), out var local).ShouldBeTrue();
        Address.TryParse("no address".AsSpan(), out _).ShouldBeFalse();
        Address.Comparer.Compare(local, local!.WithSystem("system")).ShouldBe(0);
        Address.Comparer.Compare(local, local.WithSystem("tower")).ShouldBeLessThan(0);
    }

    [Fact]
    public void Paths_are_compared_without_the_uid()
    {
        var path = ActorPath.Parse("akka://system/user/a");

        path.WithUid(7).ShouldBe(path);
        path.WithUid(7).GetHashCode().ShouldBe(path.GetHashCode());
        (path == ActorPath.Parse("akka://system/user/b")).ShouldBeFalse();
        (path == ActorPath.Parse("akka://other/user/a")).ShouldBeFalse();
        (path == ActorPath.Parse("akka://system/user")).ShouldBeFalse();
        (path != null!).ShouldBeTrue();
    }

    [Fact]
    public void Paths_are_built_with_slashes()
    {
        var root = new RootActorPath(new Address("akka", "system"));

        (root / "user" / "a").ToString().ShouldBe("akka://system/user/a");
        (root / "user/a").ShouldBe(root / "user" / "a");
        (root / new[] { "user", "a" }).ShouldBe(root / "user" / "a");
        (root / "user" / "a" / "b").ParentOf(1).ShouldBe(root / "user");
        (root / "user" / "a" / "b").ParentOf(-2).ShouldBe(root / "user");
    }

    [Theory]
    [InlineData("")]
    [InlineData("user/a")]
    [InlineData("/user/a")]
    [InlineData("akka:/system")]
    [InlineData("akka://")]
    [InlineData("://system")]
    [InlineData("akka://system:1/user")]
    [InlineData("akka://system@:12")]
    [InlineData("akka://system@host:port/user")]
    [InlineData("akka://system/user/a#uid")]
    public void What_is_no_path_is_refused(string text)
    {
        ActorPath.TryParse(text, out _).ShouldBeFalse();
        Should.Throw<UriFormatException>(() => ActorPath.Parse(text)).Message.ShouldContain(text);
    }

    [Theory]
    [InlineData("akka://system", "akka", "system", null, null)]
    [InlineData("akka.tcp://system@host:2552", "akka.tcp", "system", "host", 2552)]
    [InlineData("akka.tcp://system@Host", "akka.tcp", "system", "host", null)]
    [InlineData("akka.tcp://system@[::1]", "akka.tcp", "system", "[::1]", null)]
    [InlineData("akka.tcp://system@[::1]:2552", "akka.tcp", "system", "[::1]", 2552)]
    public void Addresses_are_read(string text, string protocol, string system, string? host, int? port)
    {
        var address = Address.Parse(text);

        address.ShouldBe(new Address(protocol, system, host, port));
        address.HasLocalScope.ShouldBe(host is null);
        address.ToString().ShouldBe(text.ToLowerInvariant());
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("order-17_b.c", true)]
    [InlineData("with%20escape", true)]
    [InlineData("a:b@c", true)]
    [InlineData("", false)]
    [InlineData("$a", false)]
    [InlineData("a/b", false)]
    [InlineData("a b", false)]
    [InlineData("ä", false)]
    [InlineData("bad%2", false)]
    public void Names_hold_only_what_a_path_can_hold(string name, bool valid) =>
        ActorPath.IsValidPathElement(name).ShouldBe(valid);
}
