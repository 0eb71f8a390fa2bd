using CacheActors.Adoption;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Adoption;

public sealed class OlderEntryReaderTests
{
    private static readonly string Hash = new('a', 64);

    private static readonly OlderEntry Nothing = Read(new OlderFields());

    // One fits, whatever the field.
    private static readonly object[] Values = [Hash, "2024-03-02", true, 3L, 3.5, "some text"];

    // The first column of the table, names in backticks.
    private static readonly string[] Documented =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "docs", "adopting.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => line.Split('|')[1].Split(['`', ' '], StringSplitOptions.RemoveEmptyEntries)),
    ];

    public static TheoryData<string> DocumentedNames() => [.. Documented];

    [Theory]
    [MemberData(nameof(DocumentedNames))]
    public void A_name_that_the_documentation_lists_is_read(string name) =>
        Read(name).ShouldContain(entry => entry.Fault == null && entry != Nothing);

    [Fact]
    public void The_documentation_lists_every_fact_of_an_entry() =>
        Documented
            .SelectMany(Read)
            .SelectMany(Changed)
            .Distinct()
            .ShouldBe(
                typeof(OlderEntry)
                    .GetProperties()
                    .Select(property => property.Name)
                    .Except([nameof(OlderEntry.KnownKey)]),
                ignoreOrder: true
            );

    [Fact]
    public void Of_several_names_for_a_fact_the_first_with_a_value_counts()
    {
        var fields = new OlderFields();
        fields.Add("path", "second.wav");
        fields.Add("file", "");
        fields.Add("rate", 2L);
        fields.Add("playback_rate", 1.5);

        var entry = Read(fields);

        entry.File.ShouldBe("second.wav");
        entry.Rate.ShouldBe(1.5);
    }

    [Fact]
    public void A_hash_of_another_kind_tells_nothing()
    {
        var fields = new OlderFields();
        fields.Add("hash", "d41d8cd98f00b204e9800998ecf8427e");

        Read(fields).ShouldBe(Nothing);
    }

    [Fact]
    public void Text_of_spaces_is_none()
    {
        var fields = new OlderFields();
        fields.Add("text", "  ");

        Read(fields).ShouldBe(Nothing);
    }

    private static IEnumerable<OlderEntry> Read(string name) =>
        Values.Select(value =>
        {
            var fields = new OlderFields();
            fields.Add(name, value);
            return Read(fields);
        });

    private static OlderEntry Read(OlderFields fields) => OlderEntryReader.Read(fields, "here", voiceId: null);

    private static IEnumerable<string> Changed(OlderEntry entry) =>
        typeof(OlderEntry)
            .GetProperties()
            .Where(property => !Equals(property.GetValue(entry), property.GetValue(Nothing)))
            .Select(property => property.Name);
}
