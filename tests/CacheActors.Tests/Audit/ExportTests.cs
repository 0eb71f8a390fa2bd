using System.Text;
using System.Text.Json;
using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Tests.Journal;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Audit;

public sealed class ExportTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2031, 1, 2, 3, 0, 0, TimeSpan.Zero);
    private static readonly EntryKey Key = EntryKey.For("voice", "A segment.", 1);

    private readonly TemporaryFolder _temporary = new();
    private readonly TestJournal _journal;
    private readonly CacheAudit _audit;

    public ExportTests()
    {
        var folder = new CacheFolder(_temporary.Path);
        _journal = new TestJournal(folder.JournalPath);
        _audit = new CacheAudit(folder);
    }

    public void Dispose()
    {
        _audit.Dispose();
        _journal.Dispose();
        _temporary.Dispose();
    }

    [Fact]
    public async Task Each_event_is_one_line_in_the_order_of_the_journal()
    {
        _journal.Append(Key, Stored(), new EntryEvent.Pinned(At));
        _journal.AppendRow("host", 1, "order.v1", "{ \"a\": [1,\n 2] }"u8.ToArray());

        var (lines, report) = await ExportAsync();

        report.ShouldBe(new ExportReport(3, 0));
        lines.Select(line => line.GetProperty("ordering").GetInt64()).ShouldBe([1, 2, 3]);
        lines[0].GetProperty("persistenceId").GetString().ShouldBe($"entry-{Key}");
        lines[0].GetProperty("manifest").GetString().ShouldBe("synthesized.v2");
        lines[0].GetProperty("data").GetProperty("sizeBytes").GetInt64().ShouldBe(1000);
        lines[1].GetProperty("seq").GetInt64().ShouldBe(2);
        lines[1].GetProperty("data").GetProperty("at").GetDateTimeOffset().ShouldBe(At);
        lines[2].GetProperty("data").GetProperty("a").GetArrayLength().ShouldBe(2);
        lines.ShouldAllBe(line => line.GetProperty("time").GetDateTimeOffset().Offset == TimeSpan.Zero);
    }

    [Theory]
    [InlineData("{\"attempt\":", "compressed.v1")]
    [InlineData("{}", "compressed.v77")]
    [InlineData("no json", "pinned.v1")]
    public async Task An_event_that_cannot_be_understood_is_kept_as_bytes_with_the_reason(
        string message,
        string manifest
    )
    {
        var bytes = Encoding.UTF8.GetBytes(message);
        _journal.AppendRow($"entry-{Key}", 1, manifest, bytes);
        _journal.Append(EntryKey.For("voice", "Another.", 1), Stored());

        var (lines, report) = await ExportAsync();

        report.ShouldBe(new ExportReport(2, 1));
        lines[0].GetProperty("data").GetBytesFromBase64().ShouldBe(bytes);
        lines[0].GetProperty("error").GetString().ShouldNotBeNullOrEmpty();
        lines[1].TryGetProperty("error", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Exporting_twice_gives_the_same_bytes()
    {
        _journal.Append(Key, Stored(), new EntryEvent.Pinned(At), new EntryEvent.Unpinned(At));
        using var one = new MemoryStream();
        using var other = new MemoryStream();

        await _audit.ExportAsync(one);
        await _audit.ExportAsync(other);

        other.ToArray().ShouldBe(one.ToArray());
    }

    private async Task<(IReadOnlyList<JsonElement> Lines, ExportReport Report)> ExportAsync()
    {
        using var output = new MemoryStream();
        var report = await _audit.ExportAsync(output);
        var text = Encoding.UTF8.GetString(output.ToArray());
        text.ShouldEndWith("\n");
        return ([.. text.TrimEnd('\n').Split('\n').Select(line => JsonElement.Parse(line))], report);
    }

    private static EntryEvent.Synthesized Stored() =>
        new(1000, new string('a', 64), 2000, "book", "voice", 0, 0, "tones", EntryOrigin.Synthesized, At);
}
