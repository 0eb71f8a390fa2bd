using System.Collections.Immutable;
using Akka.Util;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Serialization;

public sealed class TypeQualifiedNameTests
{
    [Theory]
    [InlineData(typeof(string), "System.String")]
    [InlineData(typeof(byte[]), "System.Byte[]")]
    [InlineData(
        typeof(TypeQualifiedNameTests),
        "ActorRuntime.Tests.Serialization.TypeQualifiedNameTests, ActorRuntime.Tests"
    )]
    [InlineData(typeof(Nested<int>.Inner), null)]
    [InlineData(typeof(Nested<TypeQualifiedNameTests>[]), null)]
    [InlineData(typeof(Dictionary<string, List<TypeQualifiedNameTests>>), null)]
    [InlineData(typeof(ImmutableList<(int, TypeQualifiedNameTests)>), null)]
    public void A_type_has_a_name_without_versions_by_which_it_is_found_again(Type type, string? expected)
    {
        var name = type.TypeQualifiedName();
        name.ShouldBe(expected ?? name);
        name.ShouldNotContain("Version=");
        name.ShouldNotContain("PublicKeyToken");
        TypeNames.Find(name).ShouldBe(type);
    }

    public sealed class Nested<T>
    {
        public sealed record Inner(T Value);
    }
}
