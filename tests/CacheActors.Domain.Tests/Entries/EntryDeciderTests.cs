using CacheActors.Domain.Entries;
using Shouldly;
using Xunit;
using static CacheActors.Domain.Entries.EntryCommand;
using static CacheActors.Domain.Entries.EntryEvent;

namespace CacheActors.Domain.Tests.Entries;

/// <summary>What the events of a decision carry. Which command yields which event is in <see cref="EntryDecisionTable"/>.</summary>
public class EntryDeciderTests
{
    private static readonly DateTimeOffset Later = Sample.Now.AddHours(1);

    [Fact]
    public void Stored_audio_keeps_every_fact_of_the_command()
    {
        Store store = Sample.Store();

        Sample
            .Events(Sample.Absent, store, Later)
            .ShouldHaveSingleItem()
            .ShouldBe(
                new Synthesized(
                    store.SizeBytes,
                    store.Sha256,
                    store.DurationMs,
                    store.BookId,
                    store.VoiceId,
                    store.ChapterIndex,
                    store.SegmentIndex,
                    store.EngineType,
                    store.Origin,
                    Later
                )
            );
    }

    [Fact]
    public void Audio_from_elsewhere_brings_its_age_its_uses_and_its_pin()
    {
        var used = Sample.Now.AddDays(-3);
        var store = Sample.Store() with
        {
            MadeAt = Sample.Now.AddYears(-1),
            UsesBefore = 17,
            LastUsedAt = used,
            Pinned = true,
        };

        var held = Sample.After(store).ShouldBeOfType<EntryState.Wav>();

        Sample.Events(Sample.Absent, store).Select(e => e.GetType()).ShouldBe([typeof(Synthesized), typeof(Pinned)]);
        held.Audio.CreatedAt.ShouldBe(Sample.Now.AddYears(-1));
        held.Access.ShouldBe(new EntryAccess(17, used));
        held.Holds.Pinned.ShouldBeTrue();
    }

    [Fact]
    public void Times_that_are_still_to_come_are_not_believed()
    {
        var store = Sample.Store() with
        {
            MadeAt = Sample.Now.AddDays(1),
            UsesBefore = 2,
            LastUsedAt = Sample.Now.AddTicks(1),
        };

        var held = Sample.After(store).ShouldBeOfType<EntryState.Wav>();

        held.Audio.CreatedAt.ShouldBe(Sample.Now);
        held.Access.ShouldBe(new EntryAccess(2, Sample.Now));
    }

    [Fact]
    public void A_use_here_is_added_to_those_elsewhere()
    {
        var store = Sample.Store() with { UsesBefore = 17, LastUsedAt = Sample.Now.AddDays(-3) };

        var held = (EntryState.Held)Sample.After(store, new RecordAccess(2, Sample.Now.AddDays(-1)));

        held.Access.ShouldBe(new EntryAccess(19, Sample.Now.AddDays(-1)));
    }

    [Fact]
    public void Fewer_uses_than_none_are_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Sample.Store() with { UsesBefore = -1 });

    [Fact]
    public void The_first_compression_is_attempt_1()
    {
        Sample
            .Events(Sample.Wav, new StartCompression("run 7"), Later)
            .ShouldBe([new CompressionStarted(1, "run 7", Later)]);
    }

    [Fact]
    public void A_grant_of_a_run_that_is_gone_passes_to_the_next_run_as_a_new_attempt()
    {
        Sample
            .Events(Sample.Compressing, new StartCompression("run 2"), Later)
            .ShouldBe([new CompressionStarted(2, "run 2", Later)]);
    }

    [Fact]
    public void The_result_of_a_run_that_lost_its_grant_is_refused()
    {
        EntryState state = Sample.After(Sample.Store(), new StartCompression("run 1"), new StartCompression("run 2"));

        foreach (EntryCommand late in (EntryCommand[])[Sample.Complete(1), Sample.Fail(1), Sample.Cancel(1)])
        {
            EntryDecider.Decide(state, late, Later).ShouldBe(new EntryDecision.Rejected(EntryRejection.StaleAttempt));
        }
        Sample.Events(state, Sample.Complete(2)).ShouldHaveSingleItem().ShouldBeOfType<Compressed>();
    }

    [Fact]
    public void Results_keep_every_fact_of_the_command()
    {
        Sample
            .Events(Sample.Compressing, new CompleteCompression(1, 900, Sample.Hash('e'), "opus", 24_000), Later)
            .ShouldBe([new Compressed(1, 900, Sample.Hash('e'), "opus", 24_000, Later)]);
        Sample
            .Events(Sample.Compressing, new FailCompression(1, "full disk"), Later)
            .ShouldBe([new EntryEvent.Failed(FailureStage.Compression, "full disk", 1, Later)]);
        Sample
            .Events(Sample.Compressing, new CancelCompression(1, "closing"), Later)
            .ShouldBe([new CompressionCancelled(1, "closing", Later)]);
    }

    [Fact]
    public void A_use_reported_late_does_not_move_the_last_use_backwards()
    {
        EntryState state = Sample.After(Sample.Store(), new RecordAccess(2, Later));

        Sample
            .Events(state, new RecordAccess(3, Later.AddMinutes(-5)), Later.AddMinutes(1))
            .ShouldBe([new Accessed(3, Later, Later.AddMinutes(1))]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void An_access_without_a_use_cannot_be_recorded(int count)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new RecordAccess(count, Sample.Now));
    }
}
