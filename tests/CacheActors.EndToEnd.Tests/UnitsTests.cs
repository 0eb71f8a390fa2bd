using CacheActors.Cli.Output;

namespace CacheActors.EndToEnd.Tests;

public sealed class UnitsTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1_000, "1.0 kB")]
    [InlineData(999_949, "999.9 kB")]
    [InlineData(999_950, "1.0 MB")]
    [InlineData(12_345_678, "12.3 MB")]
    [InlineData(5_000_000_000_000_000, "5000.0 TB")]
    public void Sizes_are_in_decimal_units_with_one_digit(long bytes, string text) => Units.Bytes(bytes).ShouldBe(text);

    [Theory]
    [InlineData(0.25, "0.25 s")]
    [InlineData(9.994, "9.99 s")]
    [InlineData(59.9, "59.9 s")]
    [InlineData(60, "1:00 min")]
    [InlineData(3_599, "59:59 min")]
    [InlineData(360_000, "100:00:00 h")]
    public void Durations_are_as_precise_as_they_are_short(double seconds, string text) =>
        Units.Duration(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Theory]
    [InlineData(0, "0 entries")]
    [InlineData(1, "1 entry")]
    [InlineData(2, "2 entries")]
    public void Counts_agree_with_their_noun(long count, string text) =>
        Units.Count(count, "entry", "entries").ShouldBe(text);
}
