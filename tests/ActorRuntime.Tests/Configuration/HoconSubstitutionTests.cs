using Akka.Configuration;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Configuration;

public sealed class HoconSubstitutionTests
{
    [Theory]
    [InlineData("a = 1, b = ${a}", "a=1 b=1")]
    [InlineData("b = ${a}, a = 1", "b=1 a=1")]
    [InlineData("a.b.c = 1, d = ${a.b.c}", "a.b.c=1 d=1")]
    [InlineData("a { b = 1 }, c = ${a}", "a.b=1 c.b=1")]
    [InlineData("a = [1, 2], b = ${a}", "a=[1,2] b=[1,2]")]
    [InlineData("\"x.y\" = 1, b = ${\"x.y\"}", "x.y=1 b=1")]
    [InlineData("a = 1, b = ${ a }", "a=1 b=1")]
    [InlineData("a = 1, b = ${?a}", "a=1 b=1")]
    [InlineData("a = 1, b = [${a}, ${?none}, 2]", "a=1 b=[1,2]")]
    public void A_substitution_is_what_its_path_leads_to(string text, string expected)
    {
        Resolved(text).ShouldBe(expected);
    }

    [Theory]
    [InlineData("a = x, b = ${a}y", "a=x b=xy")]
    [InlineData("a = x, b = ${a} and ${a}", "a=x b=x and x")]
    [InlineData("a = x, b = \"<\"${a}\">\"", "a=x b=<x>")]
    [InlineData("a = x, b = ${a}${?none}${a}", "a=x b=xx")]
    [InlineData("a = x, b = null${a}", "a=x b=nullx")]
    [InlineData("a = [1], b = ${a} [2] ${a}", "a=[1] b=[1,2,1]")]
    [InlineData("a { x = 1, y = 2 }, b = ${a} { y = 3 }", "a.x=1 a.y=2 b.x=1 b.y=3")]
    [InlineData("a { x = 1, y = 2 }, b = { y = 3 } ${a}", "a.x=1 a.y=2 b.y=2 b.x=1")]
    [InlineData("a { x = 1 }, b = [${a} { y = 3 }]", "a.x=1 b=[{x=1 y=3}]")]
    public void A_substitution_joins_with_what_stands_beside_it(string text, string expected)
    {
        Resolved(text).ShouldBe(expected);
    }

    [Fact]
    public void The_last_value_of_the_path_counts_wherever_it_stands()
    {
        Resolved("a = 1, b = ${a}, a = 2").ShouldBe("a=2 b=2");
        Resolved("a { b = 1 }, c = ${a.b}, a { b = 2 }").ShouldBe("a.b=2 c=2");
        Resolved("a = ${x}, x { b = 1 }, a { c = 2 }, d = ${a.b}${a.c}").ShouldBe("a.b=1 a.c=2 x.b=1 d=12");
    }

    [Theory]
    [InlineData("a = ${?none}", "")]
    [InlineData("a = 1, a = ${?none}", "a=1")]
    [InlineData("a = ${?none}${?none}", "")]
    [InlineData("a = x ${?none}", "a=x ")]
    [InlineData("a { b = 1 }, a = ${?none} { c = 2 }", "a.b=1 a.c=2")]
    public void An_optional_substitution_that_leads_nowhere_changes_nothing(string text, string expected)
    {
        Resolved(text).ShouldBe(expected);
    }

    [Theory]
    [InlineData("a = 1, a = ${a}2", "a=12")]
    [InlineData("a = 1, a = ${a}2, a = ${a}3", "a=123")]
    [InlineData("a = [1], a = [${a}, 2]", "a=[[1],2]")]
    [InlineData("a { b = 1 }, a = ${a} { c = 2 }", "a.b=1 a.c=2")]
    [InlineData("a.b = x, a.b = ${a.b}y", "a.b=xy")]
    [InlineData("a = ${?a}1", "a=1")]
    [InlineData("a { b = [1] }, a { b += 2 }", "a.b=[1,2]")]
    [InlineData("a { b = 1, c = ${a.b} }", "a.b=1 a.c=1")]
    [InlineData("a { b = 1, c = ${a.b} }, a { b = 2 }", "a.b=2 a.c=2")]
    [InlineData("a { b = ${x.c} }, x { c = ${a.d}, e = 1 }, a.d = 2", "a.b=2 a.d=2 x.c=2 x.e=1")]
    [InlineData("d { x = 1 }, a = ${d} { y = ${a.x} }", "d.x=1 a.x=1 a.y=1")]
    public void A_reference_to_itself_is_what_was_assigned_before(string text, string expected)
    {
        Resolved(text).ShouldBe(expected);
    }

    [Theory]
    [InlineData("a = ${a}")]
    [InlineData("a = ${b}, b = ${a}")]
    [InlineData("a = ${b}x, b = ${c}, c = ${a}")]
    [InlineData("a { b = ${a} }")]
    [InlineData("a = [${a}]")]
    public void A_circle_is_an_error_and_not_endless(string text)
    {
        Should.Throw<ConfigurationException>(() => ConfigurationFactory.ParseString(text));
    }

    [Fact]
    public void A_value_that_is_replaced_need_not_resolve()
    {
        Resolved("a = ${none}, a = 1").ShouldBe("a=1");
    }

    [Fact]
    public void An_environment_variable_is_used_when_the_configuration_has_no_such_key()
    {
        const string name = "ACTOR_RUNTIME_TEST_VARIABLE";
        Environment.SetEnvironmentVariable(name, "from outside");
        Resolved($"a = ${{{name}}}").ShouldBe("a=from outside");
        Resolved($"a = ${{?{name}}}").ShouldBe("a=from outside");
        Resolved($"a = ${{{name}}}, {name} = inside").ShouldBe($"a=inside {name}=inside");
        Resolved($"{name} = ${{{name}}} and more").ShouldBe($"{name}=from outside and more");
    }

    [Fact]
    public void A_text_in_quotes_is_never_substituted()
    {
        Resolved("a = 1, b = \"${a}\"").ShouldBe("a=1 b=${a}");
    }

    private static string Resolved(string text) => Flattened.Of(ConfigurationFactory.ParseString(text));
}
