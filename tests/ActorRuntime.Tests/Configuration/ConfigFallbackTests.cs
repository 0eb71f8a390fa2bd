using Akka.Configuration;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Configuration;

public sealed class ConfigFallbackTests
{
    [Fact]
    public void What_is_lacking_comes_from_the_fallback()
    {
        var config = Parse("a { b = 1 }").WithFallback(Parse("a { b = 2, c = 3 }, d = 4"));
        config.GetInt("a.b").ShouldBe(1);
        config.GetInt("a.c").ShouldBe(3);
        config.GetInt("d").ShouldBe(4);
        config.HasPath("a.c").ShouldBeTrue();
        Flattened.Of(config.GetConfig("a").ShouldNotBeNull()).ShouldBe("b=1 c=3");
        config.ToString().ShouldNotContain("d");
    }

    [Fact]
    public void The_first_of_a_chain_that_has_a_value_counts()
    {
        var config = Parse("a = 1").WithFallback(Parse("a = 2, b = 2")).WithFallback(Parse("a = 3, b = 3, c = 3"));
        Flattened.Of(config).ShouldBe("a=1 b=2 c=3");
        config.GetInt("c").ShouldBe(3);
    }

    [Theory]
    [InlineData("a = 1", "a { b = 2 }")]
    [InlineData("a = [1]", "a { b = 2 }")]
    [InlineData("a = null", "a { b = 2 }")]
    [InlineData("a = null", "a = 2")]
    [InlineData("a { b = null }", "a { b = 2 }")]
    public void A_value_hides_the_fallback_and_all_below_it(string own, string fallback)
    {
        var config = Parse(own).WithFallback(Parse(fallback));
        config.GetInt("a.b", -1).ShouldBe(-1);
        Parse(config.ToString(includeFallback: true)).GetInt("a.b", -1).ShouldBe(-1);
    }

    [Fact]
    public void An_object_over_a_text_does_not_merge_with_what_lies_below_the_text()
    {
        var config = Parse("a { b = 1 }").WithFallback(Parse("a = 2")).WithFallback(Parse("a { c = 3 }"));
        config.HasPath("a.c").ShouldBeFalse();
        Flattened.Of(config).ShouldBe("a.b=1");
        Flattened.Of(config.GetConfig("a").ShouldNotBeNull()).ShouldBe("b=1");
    }

    [Fact]
    public void Arrays_are_not_merged()
    {
        Parse("a = [1]").WithFallback(Parse("a = [2, 3]")).GetIntList("a").ShouldBe([1]);
    }

    [Fact]
    public void Nothing_to_fall_back_on_changes_nothing()
    {
        var config = Parse("a = 1");
        config.WithFallback(null).ShouldBeSameAs(config);
        config.WithFallback(Config.Empty).ShouldBeSameAs(config);
        Config.Empty.WithFallback(config).GetInt("a").ShouldBe(1);
        ((Config?)null).SafeWithFallback(config).ShouldBeSameAs(config);
        config.SafeWithFallback(null).ShouldBeSameAs(config);
        config.SafeWithFallback(config).ShouldBeSameAs(config);
    }

    [Fact]
    public void A_configuration_is_not_its_own_fallback()
    {
        var config = Parse("a = 1");
        Should.Throw<ArgumentException>(() => config.WithFallback(config));
    }

    [Fact]
    public void Neither_configuration_is_changed()
    {
        var own = Parse("a { b = 1 }");
        var fallback = Parse("a { c = 2 }");
        own.WithFallback(fallback).Root.ToString().ShouldNotBeNull();
        Flattened.Of(own).ShouldBe("a.b=1");
        Flattened.Of(fallback).ShouldBe("a.c=2");
    }

    private static Config Parse(string text) => ConfigurationFactory.ParseString(text);
}
