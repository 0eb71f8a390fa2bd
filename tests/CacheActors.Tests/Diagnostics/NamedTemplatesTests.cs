using CacheActors.Diagnostics;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Diagnostics;

public sealed class NamedTemplatesTests
{
    [Theory]
    [InlineData("no names at all", "no names at all")]
    [InlineData("{EntryKey} of {BookId}", "k-1 of moby")]
    [InlineData("{{EntryKey}} {EntryKey}", "{EntryKey} k-1")]
    public void A_template_with_names_becomes_a_sentence(string template, string sentence) =>
        NamedTemplates.Formatter.Format(template, "k-1", "moby").ShouldBe(sentence);

    [Fact]
    public void Values_are_written_the_same_in_every_country() =>
        NamedTemplates.Formatter.Format("{Seconds} s", 1.5).ShouldBe("1.5 s");

    [Fact]
    public void A_name_without_a_value_stays_a_name() =>
        NamedTemplates.Formatter.Format("{EntryKey} and {BookId}", "k-1").ShouldBe("k-1 and {BookId}");

    [Fact]
    public void Nothing_is_written_as_nothing() =>
        NamedTemplates.Formatter.Format("book {BookId}.", [null]).ShouldBe("book .");
}
