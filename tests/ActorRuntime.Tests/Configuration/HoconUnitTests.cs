using Akka.Configuration;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Configuration;

public sealed class HoconUnitTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("250", 2_500_000)]
    [InlineData("100 ns", 1)]
    [InlineData("100nanoseconds", 1)]
    [InlineData("170 ns", 2)]
    [InlineData("5us", 50)]
    [InlineData("5 micros", 50)]
    [InlineData("1 microsecond", 10)]
    [InlineData("5ms", 50_000)]
    [InlineData("5 millis", 50_000)]
    [InlineData("1 milli", 10_000)]
    [InlineData("1.5s", 15_000_000)]
    [InlineData("2 seconds", 20_000_000)]
    [InlineData("\"2 s\"", 20_000_000)]
    [InlineData("1m", 600_000_000)]
    [InlineData("0.5 minutes", 300_000_000)]
    [InlineData("1h", 36_000_000_000)]
    [InlineData("1 hour", 36_000_000_000)]
    [InlineData("1d", 864_000_000_000)]
    [InlineData("2 days", 1_728_000_000_000)]
    public void A_duration_is_a_number_and_a_unit(string text, long ticks)
    {
        ConfigurationFactory.ParseString($"a = {text}").GetTimeSpan("a").Ticks.ShouldBe(ticks);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1234", 1234)]
    [InlineData("7 B", 7)]
    [InlineData("6.7 B", 7)]
    [InlineData("7 bytes", 7)]
    [InlineData("2kB", 2_000)]
    [InlineData("2 kilobytes", 2_000)]
    [InlineData("500 MB", 500_000_000)]
    [InlineData("1 GB", 1_000_000_000)]
    [InlineData("1TB", 1_000_000_000_000)]
    [InlineData("1 PB", 1_000_000_000_000_000)]
    [InlineData("1 EB", 1_000_000_000_000_000_000)]
    [InlineData("1K", 1L << 10)]
    [InlineData("1k", 1L << 10)]
    [InlineData("64 KiB", 1L << 16)]
    [InlineData("1.5 MiB", 3L << 19)]
    [InlineData("1m", 1L << 20)]
    [InlineData("1 Gi", 1L << 30)]
    [InlineData("1 gibibyte", 1L << 30)]
    [InlineData("1T", 1L << 40)]
    [InlineData("1 PiB", 1L << 50)]
    [InlineData("7 EiB", 7L << 60)]
    public void A_size_is_a_number_and_a_unit(string text, long bytes)
    {
        ConfigurationFactory.ParseString($"a = {text}").GetByteSize("a").ShouldBe(bytes);
    }

    [Theory]
    [InlineData("-1 s")]
    [InlineData("s")]
    [InlineData("1 parsec")]
    [InlineData("1 s s")]
    [InlineData("1 |")]
    [InlineData("1 ms|us")]
    [InlineData("1,5 s")]
    [InlineData("forever")]
    [InlineData("300000000000 days")]
    [InlineData("99999999999999999999999999999999999 s")]
    public void What_is_no_duration_is_refused(string text)
    {
        var config = ConfigurationFactory.ParseString($"a = \"{text}\"");
        Should.Throw<ConfigurationException>(() => config.GetTimeSpan("a")).Message.ShouldContain($"found '{text}'");
    }

    [Theory]
    [InlineData("-1 B")]
    [InlineData("MB")]
    [InlineData("1 KB")]
    [InlineData("1 mb")]
    [InlineData("1 MB/s")]
    [InlineData("8 EiB")]
    [InlineData("much")]
    public void What_is_no_size_is_refused(string text)
    {
        var config = ConfigurationFactory.ParseString($"a = \"{text}\"");
        Should.Throw<ConfigurationException>(() => config.GetByteSize("a")).Message.ShouldContain($"found '{text}'");
    }
}
