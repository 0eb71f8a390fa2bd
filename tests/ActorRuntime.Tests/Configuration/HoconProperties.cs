using Akka.Configuration;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Config = Akka.Configuration.Config;

namespace ActorRuntime.Tests.Configuration;

public sealed class HoconProperties
{
    [Fact]
    public void However_it_is_written_the_same_values_are_parsed()
    {
        var written =
            from model in HoconModel.Objects
            from style in Gen.Choose(0, int.MaxValue)
            from frame in Gen.Elements("{0}", "{{ {0} }}", "# start\n{0}\n// end")
            select (model, text: string.Format(frame, HoconStyle.Write(model, style)));
        Hold(written, it => $"{{{Flattened.Of(Parse(it.text))}}}".ShouldBe(it.model.Flat(), it.text));
    }

    [Fact]
    public void What_is_printed_parses_to_the_same_values()
    {
        Hold(
            HoconModel.Objects,
            model =>
            {
                var printed = Parse(HoconStyle.Write(model, 0)).ToString();
                $"{{{Flattened.Of(Parse(printed))}}}".ShouldBe(model.Flat(), printed);
            }
        );
    }

    [Fact]
    public void A_text_after_another_is_the_second_with_the_first_as_fallback()
    {
        Hold(
            HoconModel.Objects.Two(),
            it =>
            {
                var (first, second) = (HoconStyle.Write(it.Item1, 1), HoconStyle.Write(it.Item2, 2));
                Sorted(Parse($"{first}\n{second}"))
                    .ShouldBe(Sorted(Parse(second).WithFallback(Parse(first))), $"{first}\n{second}");
            }
        );
    }

    [Fact]
    public void It_does_not_matter_in_which_order_fallbacks_are_added()
    {
        Hold(
            HoconModel.Objects.Three(),
            it =>
            {
                var a = Parse(HoconStyle.Write(it.Item1, 1));
                var b = Parse(HoconStyle.Write(it.Item2, 2));
                var c = Parse(HoconStyle.Write(it.Item3, 3));
                Sorted(a.WithFallback(b).WithFallback(c)).ShouldBe(Sorted(a.WithFallback(b.WithFallback(c))));
            }
        );
    }

    [Fact]
    public void Any_text_parses_or_is_refused_with_a_place_in_it()
    {
        var pieces = Gen.Elements(
            "a",
            "b.c",
            "{",
            "}",
            "[",
            "]",
            "=",
            ":",
            "+=",
            ",",
            "\n",
            " ",
            "\"",
            "\"x\"",
            "\"\"\"",
            "${",
            "${a}",
            "${?a}",
            "#",
            "//",
            "include ",
            "include \"x\"",
            "null",
            "1",
            "\\",
            ".",
            "$",
            "\0",
            "é",
            "\uD800",
            "\r"
        );
        Hold(
            pieces.ListOf().Select(parts => string.Concat(parts)),
            text =>
            {
                try
                {
                    Parse(text).ToString().ShouldNotBeNull();
                }
                catch (ConfigurationException e)
                {
                    var place = e.Message.Split(['(', ' ', ',', ')'], StringSplitOptions.RemoveEmptyEntries);
                    place[0].ShouldBe("line", e.Message);
                    place[2].ShouldBe("column", e.Message);
                    var lines = text.Split('\n');
                    var line = int.Parse(place[1]);
                    line.ShouldBeInRange(1, lines.Length);
                    int.Parse(place[3]).ShouldBeInRange(1, lines[line - 1].Length + 1);
                }
            },
            tests: 5000
        );
    }

    private static Config Parse(string text) => ConfigurationFactory.ParseString(text);

    private static IEnumerable<string> Sorted(Config config) => Flattened.Fields(config).Order(StringComparer.Ordinal);

    private static void Hold<T>(Gen<T> values, Action<T> property, int tests = 500) =>
        Prop.ForAll(values.ToArbitrary(), property).Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(tests));
}
