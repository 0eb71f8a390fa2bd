using System.Text;
using System.Text.Json;
using CacheActors.Domain.Reconciliation;
using CacheActors.Journal;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Journal;

public sealed class ReconciliationEventFormatTests
{
    private const string BatchId = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static readonly DateTimeOffset At = new(2026, 11, 20, 5, 6, 7, 123, TimeSpan.Zero);

    private static readonly ReconciliationEvent[] Samples =
    [
        new ReconciliationEvent.RunStarted(
            BatchId,
            RunMode.Entry,
            Deep: true,
            "en-us-0123456789abcdef0123456789abcdef",
            At
        ),
        new ReconciliationEvent.RunFinished(
            BatchId,
            RunOutcome.Completed,
            FilesScanned: 1_000_000,
            EntriesScanned: 999_999,
            Found: 12,
            Fixed: 11,
            Failures: 1,
            Expired: 3,
            At.AddMinutes(-1),
            At
        ),
    ];

    public static TheoryData<string> Manifests() => [.. Samples.Select(ReconciliationEventFormat.Manifest)];

    [Theory]
    [MemberData(nameof(Manifests))]
    public void An_event_that_was_ever_written_is_read_as_what_it_meant(string manifest) =>
        ReconciliationEventFormat.FromBytes(Golden(manifest), manifest).ShouldBe(Sample(manifest));

    [Theory]
    [MemberData(nameof(Manifests))]
    public void An_event_is_written_byte_for_byte_as_its_stored_sample(string manifest) =>
        Encoding
            .UTF8.GetString(ReconciliationEventFormat.ToBytes(Sample(manifest)))
            .ShouldBe(Encoding.UTF8.GetString(Golden(manifest)));

    [Fact]
    public void Every_event_has_a_stored_sample() =>
        typeof(ReconciliationEvent)
            .GetNestedTypes()
            .ShouldBe(Samples.Select(sample => sample.GetType()), ignoreOrder: true);

    [Fact]
    public void An_event_of_a_newer_version_is_refused_by_name() =>
        Should
            .Throw<NotSupportedException>(() => ReconciliationEventFormat.FromBytes("{}"u8, "run-started.v9"))
            .Message.ShouldContain("run-started.v9");

    [Fact]
    public void Bytes_that_are_no_event_are_refused() =>
        Should.Throw<JsonException>(() => ReconciliationEventFormat.FromBytes("{"u8, "run-started.v1"));

    private static ReconciliationEvent Sample(string manifest) =>
        Samples.Single(sample => ReconciliationEventFormat.Manifest(sample) == manifest);

    private static byte[] Golden(string manifest) =>
        File.ReadAllBytes(
            Path.Combine(AppContext.BaseDirectory, "Golden", "events", "reconciliation", manifest + ".json")
        );
}
