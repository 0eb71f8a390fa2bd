using CacheActors.Domain.Entries;
using Shouldly;
using Xunit;
using static CacheActors.Domain.Entries.EntryEvent;

namespace CacheActors.Domain.Tests.Entries;

public class EntryFoldTests
{
    private static readonly EntryState[] States =
    [
        Sample.Absent,
        Sample.Wav,
        Sample.Compressing,
        Sample.Cancelled,
        Sample.Failed,
        Sample.M4a,
        Sample.Pinned,
        Sample.Owned,
        Sample.Evicted,
        Sample.MissingWav,
        Sample.MissingM4a,
    ];

    private static readonly EntryEvent[] Events =
    [
        Sample.Events(Sample.Absent, Sample.Store()).Single(),
        new CompressionStarted(1, "run 1", Sample.Now),
        new CompressionStarted(2, "run 2", Sample.Now),
        new Compressed(1, 51_200, Sample.Hash('c'), "aac", 48_000, Sample.Now),
        new CompressionCancelled(1, "closing", Sample.Now),
        new EntryEvent.Failed(FailureStage.Compression, "ffmpeg: out of luck", 1, Sample.Now),
        new Accessed(1, Sample.Now, Sample.Now),
        new Pinned(Sample.Now),
        new Unpinned(Sample.Now),
        new Referenced(Sample.Owner, Sample.Now),
        new Released(Sample.Owner, Sample.Now),
        new EntryEvent.Evicted(EvictionReason.Budget, Sample.Now),
        new FileMissing(AudioFormat.Wav, Sample.Now),
        new FileFound(AudioFormat.Wav, 345_644, Sample.Hash('a'), 7_837, null, Sample.Now),
        new FileCorrected(
            AudioFormat.M4a,
            51_200,
            Sample.Hash('c'),
            AudioFormat.Wav,
            345_644,
            Sample.Hash('a'),
            7_837,
            null,
            Sample.Now
        ),
        new FileRepaired(RepairSource.EqualContent, "a byte was wrong", Sample.Now),
        new FileSetAside(AudioFormat.M4a, "x.m4a", "no event names it", Sample.Now),
    ];

    [Fact]
    public void Every_event_can_follow_some_state()
    {
        Events.Where(e => States.Any(s => Follows(s, e))).Select(e => e.GetType()).ShouldCover<EntryEvent>();
    }

    [Fact]
    public void No_event_but_the_first_can_follow_nothing()
    {
        Events.Where(e => Follows(Sample.Absent, e)).ShouldHaveSingleItem().ShouldBeOfType<Synthesized>();
    }

    [Fact]
    public void An_event_that_cannot_follow_stops_the_replay_and_says_which()
    {
        var compressed = new Compressed(1, 51_200, Sample.Hash('c'), "aac", 48_000, Sample.Now);

        var error = Should.Throw<ImpossibleEventException>(() => EntryFold.Replay([Events[0], compressed]));

        error.Event.ShouldBe(compressed);
        error.State.ShouldBe(Sample.Wav);
        error.Message.ShouldContain("Compressed");
        error.Message.ShouldContain("Wav");
    }

    [Fact]
    public void The_result_of_another_attempt_than_the_granted_one_cannot_follow()
    {
        Follows(Sample.Compressing, new Compressed(2, 1, Sample.Hash('c'), "aac", 48_000, Sample.Now)).ShouldBeFalse();
        Follows(Sample.Compressing, new CompressionCancelled(2, "closing", Sample.Now)).ShouldBeFalse();
        Follows(Sample.Compressing, new EntryEvent.Failed(FailureStage.Compression, "", 2, Sample.Now)).ShouldBeFalse();
        Follows(Sample.Failed, new CompressionStarted(3, "run 2", Sample.Now)).ShouldBeFalse();
    }

    [Fact]
    public void A_history_adds_up_to_what_it_says()
    {
        DateTimeOffset[] minute = [.. Enumerable.Range(0, 10).Select(m => Sample.Now.AddMinutes(m))];

        EntryState state = EntryFold.Replay([
            new Synthesized(
                1000,
                Sample.Hash('a'),
                5000,
                "moby",
                "en",
                1,
                2,
                "espeak-ng",
                EntryOrigin.Synthesized,
                minute[0]
            ),
            new CompressionStarted(1, "run 1", minute[1]),
            new EntryEvent.Failed(FailureStage.Compression, "full disk", 1, minute[2]),
            new Accessed(3, minute[3], minute[4]),
            new CompressionStarted(2, "run 1", minute[5]),
            new CompressionCancelled(2, "closing", minute[6]),
            new CompressionStarted(3, "run 2", minute[7]),
            new Compressed(3, 200, Sample.Hash('b'), "aac", 48_000, minute[8]),
            new Accessed(2, minute[9], minute[9]),
        ]);

        state.ShouldBe(
            new EntryState.M4a(
                new EntryAudio(
                    1000,
                    Sample.Hash('a'),
                    5000,
                    "moby",
                    "en",
                    1,
                    2,
                    "espeak-ng",
                    EntryOrigin.Synthesized,
                    minute[0]
                ),
                new EntryAccess(5, minute[9]),
                Attempts: 3,
                EntryHolds.None,
                new CompressedAudio(200, Sample.Hash('b'), "aac", 48_000)
            )
        );
    }

    [Fact]
    public void A_use_changes_nothing_but_the_use()
    {
        foreach (EntryState.Held held in States.OfType<EntryState.Held>())
        {
            EntryState used = EntryFold.Apply(held, new Accessed(2, Sample.Now.AddDays(1), Sample.Now));

            used.ShouldBe(held with { Access = new EntryAccess(2, Sample.Now.AddDays(1)) });
        }
    }

    [Fact]
    public void Audio_that_comes_compressed_needs_no_compression()
    {
        var stored = Sample.Store() with { Format = AudioFormat.M4a, MadeAt = Sample.Now.AddYears(-1) };

        var m4a = Sample.After(stored).ShouldBeOfType<EntryState.M4a>();

        m4a.Compressed.ShouldBe(new CompressedAudio(stored.SizeBytes, stored.Sha256, "aac", BitRate: 0));
        m4a.Audio.CreatedAt.ShouldBe(Sample.Now.AddYears(-1));
        m4a.Access.Last.ShouldBe(Sample.Now);
    }

    [Fact]
    public void Audio_stored_again_begins_anew_but_an_old_grants_result_stays_too_late()
    {
        EntryState again = Sample.After(
            Sample.Store(),
            new EntryCommand.Pin(),
            new EntryCommand.StartCompression("run 1"),
            new EntryCommand.Evict(EvictionReason.Cleared),
            Sample.Store(hash: 'b'),
            new EntryCommand.StartCompression("run 1")
        );

        var compressing = again.ShouldBeOfType<EntryState.Compressing>();
        compressing.Attempts.ShouldBe(2);
        compressing.Holds.ShouldBe(EntryHolds.None);
        EntryDecider
            .Decide(again, Sample.Complete(1), Sample.Now)
            .ShouldBe(new EntryDecision.Rejected(EntryRejection.StaleAttempt));
    }

    [Fact]
    public void Owners_keep_their_order_and_each_is_there_once()
    {
        var held = (EntryState.Held)
            Sample.After(
                Sample.Store(),
                new EntryCommand.AddOwner(new EntryOwner("message", "2")),
                new EntryCommand.AddOwner(new EntryOwner("library", "1")),
                new EntryCommand.AddOwner(new EntryOwner("message", "2")),
                new EntryCommand.AddOwner(Sample.Owner),
                new EntryCommand.RemoveOwner(new EntryOwner("library", "1"))
            );

        held.Holds.Owners.Select(o => o.ToString()).ShouldBe(["message:2", "message:42"]);
    }

    [Fact]
    public void A_missing_entry_keeps_who_needs_it_and_its_uses_when_it_is_stored_again()
    {
        EntryState again = Sample.After(
            Sample.Store(),
            new EntryCommand.Pin(),
            new EntryCommand.AddOwner(Sample.Owner),
            new EntryCommand.RecordAccess(3, Sample.Now),
            new EntryCommand.MarkMissing(LiveRun: null),
            Sample.Store(hash: 'b')
        );

        var wav = again.ShouldBeOfType<EntryState.Wav>();
        wav.Holds.ShouldBe(new EntryHolds { Pinned = true, Owners = [Sample.Owner] });
        wav.Access.Count.ShouldBe(3);
        wav.Audio.Sha256.ShouldBe(Sample.Hash('b'));
    }

    [Fact]
    public void A_compressed_file_that_is_another_leaves_the_facts_of_the_WAV_it_was_made_of()
    {
        EntryState corrected = Sample.After(
            Sample.Store(),
            new EntryCommand.StartCompression("run 1"),
            Sample.Complete(attempt: 1),
            new EntryCommand.TakeFile(Sample.File(AudioFormat.M4a, 'd'), LiveRun: null)
        );

        var m4a = corrected.ShouldBeOfType<EntryState.M4a>();
        m4a.Audio.Sha256.ShouldBe(Sample.Store().Sha256);
        m4a.Compressed.ShouldBe(new CompressedAudio(51_200, Sample.Hash('d'), "aac", BitRate: 0));
    }

    [Fact]
    public void A_compressed_entry_whose_WAV_is_what_is_left_waits_for_compression_again()
    {
        EntryState corrected = Sample.After(
            Sample.Store(),
            new EntryCommand.StartCompression("run 1"),
            Sample.Complete(attempt: 1),
            new EntryCommand.TakeFile(Sample.File(), LiveRun: null),
            new EntryCommand.StartCompression("run 2")
        );

        corrected.ShouldBeOfType<EntryState.Compressing>().Attempts.ShouldBe(2);
    }

    private static bool Follows(EntryState state, EntryEvent e)
    {
        try
        {
            EntryFold.Apply(state, e);
            return true;
        }
        catch (ImpossibleEventException)
        {
            return false;
        }
    }
}
