using Akka.Configuration;
using Akka.Configuration.Hocon;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Configuration;

public sealed class ConfigTests
{
    private static readonly Config Values = ConfigurationFactory.ParseString(
        """
        text = some text
        number = 42
        big = 9000000000
        negative = -7
        fraction = 2.5
        exponent = 1.5e3
        on = yes
        off = no
        nothing = null
        duration = 1.5 minutes
        endless = infinite
        size = 64 KiB
        texts = [a, "b c"]
        numbers = [1, 2]
        switches = [on, off]
        section { key = value }
        """
    );

    [Fact]
    public void Values_are_read_by_type()
    {
        Values.GetString("text").ShouldBe("some text");
        Values.GetInt("number").ShouldBe(42);
        Values.GetLong("big").ShouldBe(9_000_000_000);
        Values.GetInt("negative").ShouldBe(-7);
        Values.GetFloat("fraction").ShouldBe(2.5f);
        Values.GetDouble("exponent").ShouldBe(1500);
        Values.GetDecimal("fraction").ShouldBe(2.5m);
        Values.GetBoolean("on").ShouldBeTrue();
        Values.GetBoolean("off", @default: true).ShouldBeFalse();
        Values.GetTimeSpan("duration").ShouldBe(TimeSpan.FromSeconds(90));
        Values.GetTimeSpan("endless").ShouldBe(Timeout.InfiniteTimeSpan);
        Values.GetByteSize("size").ShouldBe(65_536);
        Values.GetStringList("texts").ShouldBe(["a", "b c"]);
        Values.GetIntList("numbers").ShouldBe([1, 2]);
        Values.GetLongList("numbers").ShouldBe([1L, 2L]);
        Values.GetByteList("numbers").ShouldBe([(byte)1, (byte)2]);
        Values.GetFloatList("numbers").ShouldBe([1f, 2f]);
        Values.GetDoubleList("numbers").ShouldBe([1d, 2d]);
        Values.GetDecimalList("numbers").ShouldBe([1m, 2m]);
        Values.GetBooleanList("switches").ShouldBe([true, false]);
        Values.GetConfig("section").ShouldNotBeNull().GetString("key").ShouldBe("value");
    }

    [Theory]
    [InlineData("none")]
    [InlineData("nothing")]
    [InlineData("section.none")]
    [InlineData("text.below")]
    public void An_absent_value_gives_the_default(string path)
    {
        Values.GetString(path).ShouldBeNull();
        Values.GetString(path, "x").ShouldBe("x");
        Values.GetInt(path, 1).ShouldBe(1);
        Values.GetLong(path, 2).ShouldBe(2);
        Values.GetFloat(path, 3).ShouldBe(3);
        Values.GetDouble(path, 4).ShouldBe(4);
        Values.GetDecimal(path, 5).ShouldBe(5);
        Values.GetBoolean(path).ShouldBeFalse();
        Values.GetBoolean(path, @default: true).ShouldBeTrue();
        Values.GetTimeSpan(path).ShouldBe(TimeSpan.Zero);
        Values.GetTimeSpan(path, TimeSpan.FromDays(1)).ShouldBe(TimeSpan.FromDays(1));
        Values.GetByteSize(path).ShouldBeNull();
        Values.GetByteSize(path, 6).ShouldBe(6);
        Values.GetStringList(path).ShouldBeEmpty();
        Values.GetStringList(path, ["y"]).ShouldBe(["y"]);
        Values.GetIntList(path).ShouldBeEmpty();
        Values.GetConfig(path).ShouldBeNull();
    }

    [Theory]
    [InlineData("text", "expected a whole number")]
    [InlineData("big", "expected a whole number from -2147483648 to 2147483647")]
    [InlineData("fraction", "expected a whole number")]
    [InlineData("section", "expected a text at 'section', found an object")]
    [InlineData("numbers", "expected a text at 'numbers', found an array")]
    public void A_value_of_another_type_is_an_error(string path, string expected)
    {
        Should.Throw<ConfigurationException>(() => Values.GetInt(path)).Message.ShouldContain(expected);
    }

    [Fact]
    public void A_part_of_a_value_that_is_not_there_is_an_error_of_its_type()
    {
        Should
            .Throw<ConfigurationException>(() => Values.GetConfig("text"))
            .Message.ShouldContain("expected an object at 'text'");
        Should
            .Throw<ConfigurationException>(() => Values.GetStringList("text"))
            .Message.ShouldContain("expected an array");
        Should
            .Throw<ConfigurationException>(() => Values.GetIntList("texts"))
            .Message.ShouldContain("expected a whole number");
        Should
            .Throw<ConfigurationException>(() => Values.GetBoolean("text"))
            .Message.ShouldContain("expected true, on, yes, false, off or no");
        Should.Throw<ConfigurationException>(() => Values.GetByteSize("text")).Message.ShouldContain("expected a size");
        Should
            .Throw<ConfigurationException>(() => Values.GetTimeSpan("endless", allowInfinite: false))
            .Message.ShouldContain("expected a duration");
    }

    [Fact]
    public void A_path_is_there_or_not()
    {
        Values.HasPath("section.key").ShouldBeTrue();
        Values.HasPath("section").ShouldBeTrue();
        Values.HasPath("section.none").ShouldBeFalse();
        Values.HasPath("text.below").ShouldBeFalse();
        Values.GetValue("section.key").ShouldNotBeNull().GetString().ShouldBe("value");
        Values.GetValue("none").ShouldBeNull();
    }

    [Fact]
    public void The_outermost_values_can_be_enumerated()
    {
        var config = ConfigurationFactory.ParseString("a = 1, \"b.c\" = 2").WithFallback("a = 3, d = 4");
        config
            .AsEnumerable()
            .Select(item => $"{item.Key}={item.Value.GetString()}")
            .Order()
            .ShouldBe(["a=1", "b.c=2", "d=4"]);
    }

    [Fact]
    public void A_value_becomes_a_configuration_again()
    {
        var section = Values.GetValue("section").ShouldNotBeNull();
        section.ToConfig().GetString("key").ShouldBe("value");
        section.AtKey("other").GetString("other.key").ShouldBe("value");
        new Config(new HoconRoot(section)).GetString("key").ShouldBe("value");
    }

    [Fact]
    public void The_text_of_a_configuration_is_HOCON_again()
    {
        var config = ConfigurationFactory.ParseString("a { b = 1, c = [x, { d = e f }] }").WithFallback("a.g = 2");
        config.ToString().ShouldBe("a : {\n  b : 1\n  c : [x, {\n    d : \"e f\"\n  }]\n}\n");
        Flattened
            .Of(ConfigurationFactory.ParseString(config.ToString(includeFallback: true)))
            .ShouldBe(Flattened.Of(config));
    }

    [Fact]
    public void An_object_becomes_a_configuration()
    {
        var config = ConfigurationFactory.FromObject(
            new
            {
                akka = new
                {
                    loglevel = "DEBUG",
                    log_config_on_start = true,
                    numbers = new[] { 1, 2 },
                },
            }
        );

        config.GetString("akka.loglevel").ShouldBe("DEBUG");
        config.GetBoolean("akka.log_config_on_start").ShouldBeTrue();
        config.GetIntList("akka.numbers").ShouldBe([1, 2]);
    }

    [Fact]
    public void An_object_unwraps_to_dictionaries_of_values()
    {
        var unwrapped = ConfigurationFactory.ParseString("a { b { c = 1 }, d = [2] }").Root.GetObject().Unwrapped;

        var a = unwrapped["a"].ShouldBeAssignableTo<IDictionary<string, object>>()!;
        var b = a["b"].ShouldBeAssignableTo<IDictionary<string, object>>()!;
        b["c"].ShouldBeOfType<HoconValue>().GetInt().ShouldBe(1);
        a["d"].ShouldBeOfType<HoconValue>().GetIntList().ShouldBe([2]);
    }

    [Fact]
    public void A_text_counts_as_a_configuration()
    {
        Config config = "a = 1";
        (config + "b = 2").GetInt("b").ShouldBe(2);
        ("a = 3" + config).GetInt("a").ShouldBe(3);
    }

    [Fact]
    public void Empty_is_empty()
    {
        Config.Empty.IsEmpty.ShouldBeTrue();
        ConfigurationFactory.Empty.IsEmpty.ShouldBeTrue();
        new Config().IsNullOrEmpty().ShouldBeTrue();
        ((Config?)null).IsNullOrEmpty().ShouldBeTrue();
        Values.IsNullOrEmpty().ShouldBeFalse();
    }

    [Fact]
    public void The_error_for_a_missing_section_names_who_needs_it_and_where()
    {
        var error = ConfigurationException.NullOrEmptyConfig<ConfigTests>("a.b");
        error.Message.ShouldContain("'a.b'");
        error.Message.ShouldContain(nameof(ConfigTests));
    }
}
