using System.Globalization;
using CacheActors.Adoption;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Adoption;

public sealed class OlderFieldsTests
{
    public static TheoryData<object, string?> Times() =>
        new()
        {
            { "2024-03-02T01:02:03Z", "2024-03-02T01:02:03Z" },
            { "2024-03-02T01:02:03.1234567+02:00", "2024-03-01T23:02:03.1234567Z" },
            { "2024-03-02T01:02:03", "2024-03-02T01:02:03Z" },
            { "2024-03-02 01:02:03", "2024-03-02T01:02:03Z" },
            { "2024-03-02", "2024-03-02T00:00:00Z" },
            { 1_709_341_323L, "2024-03-02T01:02:03Z" },
            { 1_709_341_323.5, "2024-03-02T01:02:03.5Z" },
            { 1_709_341_323_500L, "2024-03-02T01:02:03.5Z" },
            { "1709341323", "2024-03-02T01:02:03Z" },
            { "1709341323500", "2024-03-02T01:02:03.5Z" },
            { 99_999_999_999L, "5138-11-16T09:46:39Z" },
            { 100_000_000_000L, "1973-03-03T09:46:40Z" },
            { 0L, null },
            { -1L, null },
            { "0001-01-01T00:00:00", null },
            { "1970-01-01T00:00:00Z", null },
        };

    [Theory]
    [MemberData(nameof(Times))]
    public void A_time_is_ISO_8601_or_seconds_or_milliseconds(object value, string? expected)
    {
        var time = Fields("createdAt", value).Time("created", "createdat");

        time.ShouldBe(expected is null ? null : DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("02/03/2024")]
    [InlineData("2024-13-45")]
    [InlineData(1e300)]
    [InlineData(638_449_381_230_000_000L)]
    [InlineData(true)]
    public void What_is_no_time_is_named(object value) =>
        Should
            .Throw<OlderEntryException>(() => Fields("createdAt", value).Time("createdat"))
            .Message.ShouldContain("createdAt");

    [Theory]
    [InlineData("sizeBytes")]
    [InlineData("size_bytes")]
    [InlineData("SizeBytes")]
    [InlineData("SIZE_BYTES")]
    public void Names_count_without_case_and_underscores(string name) =>
        Fields(name, 17L).Whole("sizebytes").ShouldBe(17);

    [Theory]
    [InlineData(17L)]
    [InlineData(17.0)]
    [InlineData("17")]
    public void A_whole_number_may_be_written_in_several_ways(object value) =>
        Fields("size", value).Whole("size").ShouldBe(17);

    [Theory]
    [InlineData(-1L)]
    [InlineData(1.5)]
    [InlineData(1e30)]
    [InlineData("many")]
    [InlineData(true)]
    public void What_is_no_whole_number_is_named(object value) =>
        Should.Throw<OlderEntryException>(() => Fields("size", value).Whole("size")).Message.ShouldContain("size");

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(1L, true)]
    [InlineData(0L, false)]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("True", true)]
    [InlineData("false", false)]
    public void A_flag_may_be_written_in_several_ways(object value, bool expected) =>
        Fields("pinned", value).Flag("pinned").ShouldBe(expected);

    [Fact]
    public void Nothing_is_unknown()
    {
        var fields = new OlderFields();
        fields.Add("text", "");
        fields.Add("size", null);

        fields.Text("text").ShouldBeNull();
        fields.Whole("size").ShouldBeNull();
        fields.Time("created").ShouldBeNull();
        fields.Index("chapterindex").ShouldBeNull();
    }

    [Fact]
    public void A_long_value_is_not_repeated_in_full() =>
        Should
            .Throw<OlderEntryException>(() => Fields("size", new string('x', 5000)).Whole("size"))
            .Message.Length.ShouldBeLessThan(200);

    private static OlderFields Fields(string name, object value)
    {
        var fields = new OlderFields();
        fields.Add(name, value);
        return fields;
    }
}
