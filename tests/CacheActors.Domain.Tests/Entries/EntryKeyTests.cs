using CacheActors.Domain.Entries;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CacheActors.Domain.Tests.Entries;

public class EntryKeyTests
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    private const string Digits = "0123456789";

    private static readonly Gen<string> Strings = Gen.Frequency(
        (4, ArbMap.Default.GeneratorFor<string?>().Select(s => s ?? "")),
        (1, Gen.Choose(0, char.MaxValue).ArrayOf().Select(cs => string.Concat(cs.Select(c => (char)c)))),
        (
            1,
            Gen.Elements(
                "",
                " ",
                "-",
                "--help",
                "..",
                "../..",
                "a/b",
                @"a\b",
                "C:",
                "con",
                "a\0b",
                "é",
                "語",
                "en-US",
                "en_us"
            )
        )
    );

    private static readonly Gen<double> Rates = from hundredths in Gen.Choose(25, 400) select hundredths / 100.0;

    private static readonly Gen<(string Voice, string Text, double Rate)> Inputs =
        from voice in Strings
        from text in Strings
        from rate in Rates
        select (voice, text, rate);

    [Fact]
    public void The_same_key_made_twice_is_equal_and_found_by_the_other()
    {
        var (made, parsed) = (
            EntryKey.For("voice", "Text.", 1),
            EntryKey.Parse(EntryKey.For("voice", "Text.", 1).Value)
        );

        made.ShouldBe(parsed);
        made.ShouldNotBe(EntryKey.For("voice", "Other.", 1));
        made.Equals(null).ShouldBeFalse();
        new HashSet<EntryKey> { made }.ShouldContain(parsed);
    }

    // These name files and journals of users: they never change. Made by a second implementation, in Python.
    [Theory]
    [InlineData("en-us", "Call me Ishmael.", 1, "en-us-9f817336efe1defe960db6cafc46a70b")]
    [InlineData("en-us", "Call me Ishmael.", 1.25, "en-us-e4eb75480a649ed4f12bd7be6c055409")]
    [InlineData("de", "Ein Satz mit ß und 語 und 😀.", 0.1, "de-b0a40653075a442830de37c286160a15")]
    [InlineData("", "", 1, "_-0ca68af06ea157a42f068267fcf4ab09")]
    [InlineData("../../Etc/Pass wd", "x", 1, "______etc_pass_wd-a3c79b09c06c78ad23702a75bf70ef7e")]
    [InlineData("-rf", "x", 1, "_rf-ce40ae9b4b7b21a59f86a2143ac7a9bf")]
    public void The_key_of_a_text_never_changes(string voice, string text, double rate, string key)
    {
        EntryKey.For(voice, text, rate).Value.ShouldBe(key);
    }

    [Theory]
    [InlineData("en-us", "en-us-6cf6cf9c4a78fa43503cf89aa5fe5169")]
    [InlineData("narrator", "narrator-1f8792c2cb6164a0a8f199fe1a513cb7")]
    public void The_key_of_a_content_never_changes(string voice, string key)
    {
        EntryKey.ForContent(voice, Sample.Hash('a')).Value.ShouldBe(key);
    }

    [Fact]
    public void Half_a_character_has_a_key_of_its_own()
    {
        // Not as attributes: the compiler writes those as UTF-8, which cannot hold these.
        string[] texts = ["\ud83d.", "\ude00.", "\ufffd.", "\ud83d\ude00.", "\ude00\ud83d.", ".\ud83d"];

        EntryKey.For("half", texts[0], 1).Value.ShouldBe("half-87748a6569e83d6c7ab89e4bd1a429d4");
        texts.Select(t => EntryKey.For("half", t, 1)).Distinct().Count().ShouldBe(texts.Length);
    }

    [Fact]
    public void A_key_is_safe_as_a_file_name_whatever_it_is_made_of()
    {
        Properties.Hold(
            Inputs,
            input =>
            {
                var value = EntryKey.For(input.Voice, input.Text, input.Rate).Value;

                value.ShouldMatch("^[a-z0-9_][a-z0-9_-]{0,62}-[0-9a-f]{32}$");
                value.Length.ShouldBeLessThanOrEqualTo(96);
                Path.GetFileName(value).ShouldBe(value);
            }
        );
    }

    [Fact]
    public void A_voice_id_of_10_kB_is_cut_and_still_tells_voices_apart()
    {
        string voice = new('v', 10_000);

        var key = EntryKey.For(voice, "x", 1);

        key.Value.Length.ShouldBe(96);
        key.ShouldNotBe(EntryKey.For(voice + "w", "x", 1));
    }

    [Fact]
    public void Different_inputs_have_different_keys_and_equal_inputs_the_same()
    {
        Gen<((string, string, double) A, (string, string, double) B)> pairs =
            from a in Inputs
            from b in Inputs
            select (a, b);
        Properties.Hold(
            pairs,
            pair =>
            {
                (EntryKey a, EntryKey b) = (For(pair.A), For(pair.B));

                (a == b).ShouldBe(pair.A == pair.B);
                For(pair.A).ShouldBe(a);
            }
        );

        static EntryKey For((string Voice, string Text, double Rate) x) => EntryKey.For(x.Voice, x.Text, x.Rate);
    }

    [Theory]
    [InlineData("ab", "c", "a", "bc")]
    [InlineData("EN", "x", "en", "x")]
    [InlineData("en us", "x", "en_us", "x")]
    [InlineData("en", "x ", "en", "x")]
    [InlineData("en", "é", "en", "e\u0301")]
    public void Inputs_that_only_look_alike_have_different_keys(
        string voice1,
        string text1,
        string voice2,
        string text2
    )
    {
        EntryKey.For(voice1, text1, 1).ShouldNotBe(EntryKey.For(voice2, text2, 1));
    }

    [Fact]
    public void The_rate_is_part_of_the_key_to_its_last_digit()
    {
        EntryKey.For("en", "x", 1).ShouldNotBe(EntryKey.For("en", "x", Math.BitIncrement(1.0)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_rate_that_is_none_is_refused(double rate)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => EntryKey.For("en", "x", rate));
    }

    [Fact]
    public void The_key_of_a_content_does_not_depend_on_how_its_hash_is_written()
    {
        EntryKey.ForContent("en", Sample.Hash('A')).ShouldBe(EntryKey.ForContent("en", Sample.Hash('a')));
        EntryKey.ForContent("en", Sample.Hash('a')).ShouldNotBe(EntryKey.ForContent("de", Sample.Hash('a')));
        EntryKey.ForContent("en", Sample.Hash('a')).ShouldNotBe(EntryKey.ForContent("en", Sample.Hash('b')));
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("gggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggg")]
    [InlineData("../aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void What_is_no_hash_makes_no_key(string hash)
    {
        Should.Throw<ArgumentException>(() => EntryKey.ForContent("en", hash)).Message.ShouldContain("64");
    }

    [Fact]
    public void A_key_read_back_is_the_same_key()
    {
        Properties.Hold(
            Inputs,
            input =>
            {
                var key = EntryKey.For(input.Voice, input.Text, input.Rate);

                EntryKey.TryParse(key.ToString(), out EntryKey? read).ShouldBeTrue();
                read.ShouldBe(key);
                EntryKey.Parse(key.Value).GetHashCode().ShouldBe(key.GetHashCode());
            }
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("en-us")]
    [InlineData("-00112233445566778899aabbccddeeff")]
    [InlineData("00112233445566778899aabbccddeeff")]
    [InlineData("en00112233445566778899aabbccddeeff")]
    [InlineData("-en-00112233445566778899aabbccddeeff")]
    [InlineData("en-00112233445566778899aabbccddeef")]
    [InlineData("en-00112233445566778899aabbccddeeff ")]
    [InlineData(" en-00112233445566778899aabbccddeeff")]
    [InlineData("en-00112233445566778899aabbccddeeff\n")]
    [InlineData("en-00112233445566778899AABBCCDDEEFF")]
    [InlineData("EN-00112233445566778899aabbccddeeff")]
    [InlineData("e/n-00112233445566778899aabbccddeeff")]
    [InlineData("..-00112233445566778899aabbccddeeff")]
    [InlineData("e\0n-00112233445566778899aabbccddeeff")]
    [InlineData("é-00112233445566778899aabbccddeeff")]
    [InlineData("en-0011223344556677889９aabbccddeeff")]
    [InlineData("a123456789a123456789a123456789a123456789a123456789a123456789abcd-00112233445566778899aabbccddeeff")]
    public void What_is_no_key_is_not_read_as_one(string? value)
    {
        EntryKey.TryParse(value, out EntryKey? key).ShouldBeFalse();
        key.ShouldBeNull();
    }

    [Fact]
    public void Garbage_is_not_read_as_a_key()
    {
        Properties.Hold(Strings, garbage => EntryKey.TryParse(garbage, out _).ShouldBeFalse());
    }

    [Fact]
    public void A_key_with_one_character_changed_is_read_only_when_it_still_has_the_form()
    {
        Gen<(char With, int At)> edits = from c in Gen.Choose(0, 300) from at in Gen.Choose(0, 34) select ((char)c, at);
        Properties.Hold(
            edits,
            edit =>
            {
                var value = "en-00112233445566778899aabbccddeeff".ToCharArray();
                value[edit.At] = edit.With;
                var allowed = edit.At switch
                {
                    0 => Letters + Digits + "_",
                    1 => Letters + Digits + "_-",
                    2 => "-",
                    _ => Digits + "abcdef",
                };

                EntryKey.TryParse(new string(value), out _).ShouldBe(allowed.Contains(edit.With));
            }
        );
    }

    [Fact]
    public void The_error_about_a_wrong_key_says_what_a_key_looks_like()
    {
        var garbage = "\u001b[31m" + new string('x', 5000);

        FormatException error = Should.Throw<FormatException>(() => EntryKey.Parse(garbage));

        error.Message.ShouldContain("?[31mxxx");
        error.Message.ShouldContain("32 hexadecimal digits");
        error.Message.Length.ShouldBeLessThan(400);
    }

    [Fact]
    public void The_folder_is_the_first_two_digits_of_the_hash()
    {
        EntryKey.Parse("en-us-00112233445566778899aabbccddeeff").Folder.ShouldBe("00");
        EntryKey.Parse("a-f7112233445566778899aabbccddeeff").Folder.ShouldBe("f7");
    }
}
