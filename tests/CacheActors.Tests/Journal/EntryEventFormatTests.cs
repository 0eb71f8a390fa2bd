using System.Reflection;
using System.Text;
using System.Text.Json;
using CacheActors.Domain.Entries;
using CacheActors.Journal;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Journal;

public sealed class EntryEventFormatTests
{
    private const string Hash = "1f2e3d4c5b6a79881f2e3d4c5b6a79881f2e3d4c5b6a79881f2e3d4c5b6a7988";
    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 11, 20, 5, 6, 7, TimeSpan.Zero).AddTicks(
        1234567
    );

    // One of each event, as the stored samples in tests/Golden/events have it.
    private static readonly EntryEvent[] Samples =
    [
        new EntryEvent.Synthesized(
            123456,
            Hash,
            2799,
            "the-lighthouse",
            "en-us",
            2,
            7,
            "espeak-ng",
            EntryOrigin.Adopted,
            At
        )
        {
            Format = AudioFormat.M4a,
            MadeAt = At.AddDays(-400),
            UsesBefore = 12,
            LastUsedAt = At.AddDays(-30),
        },
        new EntryEvent.CompressionStarted(2, "0f8fad5bd9cb469fa16570867728950e", At),
        new EntryEvent.Compressed(2, 17000, "aa" + Hash[2..], "aac", 48000, At),
        new EntryEvent.CompressionCancelled(1, "cancelled", At),
        new EntryEvent.Failed(FailureStage.Compression, "ffmpeg: No space left on device", 3, At),
        new EntryEvent.Accessed(4, At.AddTicks(-11234566), At),
        new EntryEvent.Pinned(At),
        new EntryEvent.Unpinned(At),
        new EntryEvent.Referenced(new EntryOwner("message", "4/2"), At),
        new EntryEvent.Released(new EntryOwner("library", "\u00e9"), At),
        new EntryEvent.Evicted(EvictionReason.Budget, At),
        new EntryEvent.FileMissing(AudioFormat.M4a, At)
        {
            Cause = "reconcile",
            CorrelationId = "4bf92f3577b34da6a3ce929d0e0e4736",
        },
        new EntryEvent.FileFound(AudioFormat.M4a, 17000, Hash, 2799, "aac", At),
        new EntryEvent.FileCorrected(
            AudioFormat.M4a,
            17000,
            "aa" + Hash[2..],
            AudioFormat.Wav,
            123456,
            Hash,
            2799,
            null,
            At
        ),
        new EntryEvent.FileRepaired(RepairSource.EqualContent, "a byte of the file was another", At),
        new EntryEvent.FileSetAside(AudioFormat.Wav, "20261120T050607123Z-en-us.wav", "no event names it", At),
    ];

    public static TheoryData<string> Manifests() => [.. Samples.Select(EntryEventFormat.Manifest)];

    [Theory]
    [MemberData(nameof(Manifests))]
    public void An_event_that_was_ever_written_is_read_as_what_it_meant(string manifest) =>
        EntryEventFormat.FromBytes(Golden(manifest), manifest).ShouldBe(Sample(manifest));

    [Theory]
    [MemberData(nameof(Manifests))]
    public void An_event_is_written_byte_for_byte_as_its_stored_sample(string manifest) =>
        Encoding
            .UTF8.GetString(EntryEventFormat.ToBytes(Sample(manifest)))
            .ShouldBe(Encoding.UTF8.GetString(Golden(manifest)));

    [Fact]
    public void Audio_stored_before_formats_were_journaled_is_a_WAV() =>
        EntryEventFormat
            .FromBytes(Golden("synthesized.v1"), "synthesized.v1")
            .ShouldBe(
                new EntryEvent.Synthesized(
                    123456,
                    Hash,
                    2799,
                    "the-lighthouse",
                    "en-us",
                    2,
                    7,
                    "espeak-ng",
                    EntryOrigin.Synthesized,
                    At
                )
            );

    [Fact]
    public void Every_event_has_a_stored_sample() =>
        typeof(EntryEvent)
            .GetNestedTypes(BindingFlags.Public)
            .ShouldBe(Samples.Select(sample => sample.GetType()), ignoreOrder: true);

    [Fact]
    public void Unknown_fields_of_an_imported_entry_stay_unknown()
    {
        var imported = new EntryEvent.Synthesized(1, Hash, 2, null, null, null, null, null, EntryOrigin.Imported, At);

        EntryEventFormat.FromBytes(EntryEventFormat.ToBytes(imported), "synthesized.v2").ShouldBe(imported);
    }

    [Fact]
    public void An_event_of_a_newer_version_is_refused_by_name() =>
        Should
            .Throw<NotSupportedException>(() => EntryEventFormat.FromBytes("{}"u8, "synthesized.v9"))
            .Message.ShouldContain("synthesized.v9");

    [Fact]
    public void Bytes_that_are_no_event_are_refused() =>
        Should.Throw<JsonException>(() => EntryEventFormat.FromBytes("{\"attempt\":"u8, "compressed.v1"));

    private static EntryEvent Sample(string manifest) =>
        Samples.Single(sample => EntryEventFormat.Manifest(sample) == manifest);

    private static byte[] Golden(string manifest) =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "events", manifest + ".json"));
}
