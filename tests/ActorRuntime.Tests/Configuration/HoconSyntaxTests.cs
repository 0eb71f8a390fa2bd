using Akka.Configuration;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Configuration;

/// <summary>What HOCON text means, by its own specification.</summary>
public sealed class HoconSyntaxTests
{
    [Theory]
    [InlineData("a = 1")]
    [InlineData("a : 1")]
    [InlineData("a=1")]
    [InlineData("{ a = 1 }")]
    [InlineData("{ \"a\" : 1 }")]
    [InlineData("\uFEFFa = 1")]
    [InlineData("a = 1,")]
    [InlineData("a = 1 # comment")]
    [InlineData("a = 1 // comment")]
    [InlineData("# comment\n// comment\n\na = 1\n\n# comment")]
    [InlineData("a =\n  1")]
    [InlineData("a\n=\n1\n")]
    [InlineData("a = 1\r\n")]
    [InlineData("a = 0\na = 1")]
    [InlineData("a = \"1\"")]
    [InlineData("a = \"\"\"1\"\"\"")]
    public void One_value_can_be_written_in_many_ways(string text)
    {
        Parse(text).GetInt("a").ShouldBe(1);
    }

    [Theory]
    [InlineData("a { b { c = 1 } }")]
    [InlineData("a.b.c = 1")]
    [InlineData("a.b { c = 1 }")]
    [InlineData("a { b.c = 1 }")]
    [InlineData("a = { b : { c : 1 } }")]
    [InlineData("a\n{\n  b\n  {\n    c = 1\n  }\n}")]
    [InlineData("\"a\".b.\"c\" = 1")]
    [InlineData("a { b { c = 0 } }, a.b.c = 1")]
    public void Objects_nest_by_braces_and_by_dots(string text)
    {
        Parse(text).GetInt("a.b.c").ShouldBe(1);
    }

    [Fact]
    public void Fields_on_one_line_are_separated_by_commas()
    {
        Flat(Parse("a = 1, b = 2, c { d = 3, e = 4 }, f = 5")).ShouldBe("a=1 b=2 c.d=3 c.e=4 f=5");
    }

    [Fact]
    public void Objects_of_the_same_key_are_merged_and_other_values_replaced()
    {
        Flat(Parse("a { b = 1, c = 2 }\na { c = 3, d = 4 }\na.e = 5")).ShouldBe("a.b=1 a.c=3 a.d=4 a.e=5");
        Flat(Parse("a { b = 1 }\na = 2\na { c = 3 }")).ShouldBe("a.c=3");
        Flat(Parse("a = [1]\na = [2, 3]")).ShouldBe("a=[2,3]");
    }

    [Theory]
    [InlineData("\"a.b\" = 1", "\"a.b\"")]
    [InlineData("x.\"a.b\".c = 1", "x.\"a.b\".c")]
    [InlineData("\"\" = 1", "\"\"")]
    [InlineData("a b.c d = 1", "a b.c d")]
    [InlineData("3.14 = 1", "3.14")]
    [InlineData("/user/worker-1 = 1", "/user/worker-1")]
    [InlineData("include = 1", "include")]
    [InlineData("includes = 1", "includes")]
    [InlineData("true = 1", "true")]
    public void A_key_can_have_any_characters_with_a_dot_in_quotes(string text, string path)
    {
        Parse(text).GetInt(path).ShouldBe(1);
    }

    [Theory]
    [InlineData("a = Hello   there", "Hello   there")]
    [InlineData("a =   padded   ", "padded")]
    [InlineData("a = 1.2.3", "1.2.3")]
    [InlineData("a = /usr/bin", "/usr/bin")]
    [InlineData("a = *.wav", "*.wav")]
    [InlineData("a = c++", "c++")]
    [InlineData("a = x # y", "x")]
    [InlineData("a = \"x # y\"", "x # y")]
    [InlineData("a = one\"two\"three", "onetwothree")]
    [InlineData("a = one \"two\"  three", "one two  three")]
    [InlineData("a = \"\"", "")]
    [InlineData("a = null of them", "null of them")]
    [InlineData("a = \"null\"", "null")]
    [InlineData("""a = "\"\\\/\b\f\n\r\t\u00e9" """, "\"\\/\b\f\n\r\té")]
    public void A_text_needs_quotes_only_for_special_characters(string text, string expected)
    {
        Parse(text).GetString("a").ShouldBe(expected);
    }

    [Fact]
    public void A_text_in_triple_quotes_is_taken_as_it_stands()
    {
        Parse("a = \"\"\"one\n \"two\" \\n ${three}\"\"\"").GetString("a").ShouldBe("one\n \"two\" \\n ${three}");
        Parse("a = \"\"\"\"quoted\"\"\"\"").GetString("a").ShouldBe("\"quoted\"");
        Parse("a = \"\"\"\"\"\"").GetString("a").ShouldBe("");
    }

    [Fact]
    public void Null_is_a_value_that_reads_as_absent()
    {
        var config = Parse("a = null");
        config.GetString("a").ShouldBeNull();
        config.GetInt("a", 7).ShouldBe(7);
        config.HasPath("a").ShouldBeTrue();
    }

    [Theory]
    [InlineData("a = [1, 2, 3]")]
    [InlineData("a = [1, 2, 3,]")]
    [InlineData("a = [\n1\n2\n3\n]")]
    [InlineData("a = [1, # one\n2, // two\n3]")]
    [InlineData("a = [1] [2, 3]")]
    [InlineData("a = [1, 2]\na = ${a} [3]")]
    [InlineData("a = [1, 2]\na += 3")]
    [InlineData("a += 1, a += 2, a += 3")]
    [InlineData("a { 0 = 1, 1 = 2, 2 = 3 }")]
    [InlineData("a { 10 = 2, 2 = 1, 100 = 3 }")]
    public void Arrays_can_be_written_joined_appended_to_and_numbered(string text)
    {
        Parse(text).GetIntList("a").ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Arrays_hold_arrays_and_objects()
    {
        var items = Parse("a = [{ b = 1 }, { b = 2 } { c = 3 }, [4, 5]]").GetValue("a").ShouldNotBeNull().GetArray();
        Flat(items[0].ToConfig()).ShouldBe("b=1");
        Flat(items[1].ToConfig()).ShouldBe("b=2 c=3");
        items[2].GetIntList().ShouldBe([4, 5]);
    }

    [Fact]
    public void An_empty_text_is_an_empty_configuration()
    {
        foreach (var text in new[] { "", " \n ", "# nothing", "{}" })
        {
            Parse(text).IsEmpty.ShouldBeTrue();
        }
    }

    private static Config Parse(string text) => ConfigurationFactory.ParseString(text);

    private static string Flat(Config config) => Flattened.Of(config);
}
