using CacheActors.Domain.Entries;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using static CacheActors.Domain.Entries.EntryCommand;
using static CacheActors.Domain.Entries.EntryEvent;

namespace CacheActors.Domain.Tests.Entries;

/// <summary>
/// Whatever is asked, in whatever order: several runs that know nothing of one another, results that come late or twice,
/// clocks that jump.
/// </summary>
public class EntryProperties
{
    private static readonly Gen<int> Attempts = Gen.Choose(0, 4);

    private static readonly Gen<char> Hashes = Gen.Elements('a', 'b');

    private static readonly Gen<DateTimeOffset> Times =
        from minutes in Gen.Choose(-100, 100)
        select Sample.Now.AddMinutes(minutes);

    private static readonly Gen<AudioOnDisk> Files =
        from format in Gen.Elements(AudioFormat.Wav, AudioFormat.M4a)
        from hash in Hashes
        select Sample.File(format, hash);

    private static readonly Gen<EntryCommand> Commands = Gen.Frequency(
        (2, from hash in Hashes select (EntryCommand)Sample.Store(hash)),
        (
            1,
            from hash in Hashes
            from made in Times
            from used in Times
            from uses in Gen.Choose(0, int.MaxValue)
            from pinned in Gen.Elements(true, false)
            select (EntryCommand)(
                Sample.Store(hash) with
                {
                    MadeAt = made,
                    UsesBefore = uses,
                    LastUsedAt = used,
                    Pinned = pinned,
                }
            )
        ),
        (6, from run in Gen.Elements("run 1", "run 2", "run 3") select (EntryCommand)new StartCompression(run)),
        (4, from attempt in Attempts from hash in Hashes select (EntryCommand)Sample.Complete(attempt, hash)),
        (4, from attempt in Attempts select (EntryCommand)Sample.Fail(attempt)),
        (4, from attempt in Attempts select (EntryCommand)Sample.Cancel(attempt)),
        (
            2,
            from count in Gen.Choose(1, int.MaxValue)
            from last in Times
            select (EntryCommand)new RecordAccess(count, last)
        ),
        (1, Gen.Elements<EntryCommand>(new Pin(), new Unpin())),
        (
            1,
            from owner in Gen.Elements(Sample.Owner, new EntryOwner("library", "7"))
            from command in Gen.Elements<EntryCommand>(new AddOwner(owner), new RemoveOwner(owner))
            select command
        ),
        (1, from reason in Gen.Elements(Enum.GetValues<EvictionReason>()) select (EntryCommand)new Evict(reason)),
        (
            3,
            from run in Gen.Elements(null, "run 1", "run 2")
            from file in Files
            from command in Gen.Elements<EntryCommand>(
                new MarkMissing(run),
                new TakeFile(file, run),
                new GiveUpFile("no equal content", run)
            )
            select command
        ),
        (
            1,
            Gen.Elements<EntryCommand>(
                new RecordRepair(RepairSource.EqualContent, "a byte was wrong"),
                new RecordSetAside(AudioFormat.Wav, "x.wav", "no event names it")
            )
        )
    );

    private static readonly Gen<(EntryCommand Command, DateTimeOffset At)[]> Histories = (
        from command in Commands
        from at in Times
        select (command, at)
    ).ArrayOf();

    [Fact]
    public void What_was_decided_can_always_be_replayed_and_adds_up_to_the_same_state()
    {
        Hold(steps =>
        {
            EntryState state = steps.Count == 0 ? Sample.Absent : steps[^1].After;

            EntryFold.Replay(Journal(steps)).ShouldBe(state);
        });
    }

    [Fact]
    public void An_entry_is_compressed_at_most_once_and_then_never_touched_again()
    {
        Hold(steps =>
        {
            IEnumerable<EntryEvent> work = Journal(steps)
                .Where(e => e is Synthesized or CompressionStarted or Compressed or FileCorrected or FileFound);

            // Unless it was let go and stored again, or the disk had another file, which begins a new life.
            work.SkipWhile(e => e is not Compressed)
                .Skip(1)
                .TakeWhile(e => e is not (Synthesized or FileCorrected or FileFound))
                .ShouldBeEmpty();
        });
    }

    [Fact]
    public void A_result_is_that_of_the_last_attempt_granted()
    {
        Hold(steps =>
        {
            var granted = 0;
            foreach (EntryEvent e in Journal(steps))
            {
                granted = e is CompressionStarted started ? started.Attempt : granted;
                int? result = e switch
                {
                    Compressed x => x.Attempt,
                    EntryEvent.Failed { Stage: FailureStage.Compression } x => x.Attempt,
                    CompressionCancelled x => x.Attempt,
                    _ => null,
                };
                (result ?? granted).ShouldBe(granted);
            }
        });
    }

    [Fact]
    public void Attempts_count_up_from_1_without_a_gap()
    {
        Hold(steps =>
        {
            int[] attempts = [.. Journal(steps).OfType<CompressionStarted>().Select(e => e.Attempt)];

            attempts.ShouldBe(Enumerable.Range(1, attempts.Length));
        });
    }

    [Fact]
    public void A_grant_ends_with_one_result_or_passes_to_another_run()
    {
        Hold(steps =>
        {
            string? holder = null;
            foreach (EntryEvent e in Journal(steps))
            {
                switch (e)
                {
                    case CompressionStarted started:
                        started.RunId.ShouldNotBe(holder);
                        holder = started.RunId;
                        break;
                    case Compressed or CompressionCancelled or EntryEvent.Failed { Stage: FailureStage.Compression }:
                        holder.ShouldNotBeNull();
                        holder = null;
                        break;
                    case EntryEvent.Evicted
                    or FileMissing
                    or FileCorrected
                    or EntryEvent.Failed { Stage: FailureStage.Repair }:
                        holder = null;
                        break;
                }
            }
        });
    }

    [Fact]
    public void A_command_repeated_right_away_decides_nothing_new()
    {
        Hold(steps =>
        {
            foreach (Step step in steps.Where(s => s.Command is not (RecordAccess or RecordRepair or RecordSetAside)))
            {
                Sample.Events(step.After, step.Command, step.At.AddSeconds(1)).ShouldBeEmpty();
            }
        });
    }

    [Fact]
    public void What_was_stored_stays_as_it_is_until_it_is_let_go()
    {
        Hold(steps =>
        {
            var stored = false;
            foreach (EntryEvent e in Journal(steps))
            {
                if (e is Synthesized)
                {
                    stored.ShouldBeFalse();
                }
                stored =
                    e is Synthesized or FileFound
                    || (
                        stored
                        && e
                            is not (
                                EntryEvent.Evicted
                                or FileMissing
                                or EntryEvent.Failed { Stage: FailureStage.Repair }
                            )
                    );
            }
            foreach (Step step in steps)
            {
                if (step is { Before: EntryState.Held before, After: EntryState.Held after, Command: not TakeFile })
                {
                    after.Audio.ShouldBe(before.Audio);
                }
            }
        });
    }

    [Fact]
    public void What_is_pinned_or_has_an_owner_goes_only_when_everything_is_cleared()
    {
        Hold(steps =>
        {
            foreach (Step step in steps)
            {
                if (step is { Before: EntryState.Held { Holds.Any: true }, After: EntryState.Evicted gone })
                {
                    gone.Reason.ShouldBe(EvictionReason.Cleared);
                }
            }
        });
    }

    [Fact]
    public void Uses_add_up_and_the_last_one_never_moves_backwards()
    {
        Hold(steps =>
        {
            foreach (Step step in steps)
            {
                if (step is { Before: EntryState.Held before, After: EntryState.Held after })
                {
                    long uses = step.Command is RecordAccess access ? access.Count : 0;
                    after.Access.Count.ShouldBe(before.Access.Count + uses);
                    after.Access.Count.ShouldBeGreaterThanOrEqualTo(0);
                    after.Access.Last.ShouldBeGreaterThanOrEqualTo(before.Access.Last);
                }
            }
        });
    }

    [Fact]
    public void Audio_is_never_younger_than_its_entry_nor_used_after_it_came()
    {
        Hold(steps =>
        {
            foreach (Step step in steps)
            {
                if (
                    step is
                    { Before: not EntryState.Missing, Command: Store, Events: not [], After: EntryState.Held stored }
                )
                {
                    stored.Audio.CreatedAt.ShouldBeLessThanOrEqualTo(step.At);
                    stored.Access.Last.ShouldBeLessThanOrEqualTo(step.At);
                }
            }
        });
    }

    [Fact]
    public void A_refusal_and_a_repeat_leave_the_state_as_it_was()
    {
        Hold(steps => steps.Where(s => s.Events.Count == 0).ShouldAllBe(s => s.After == s.Before));
    }

    // A property over histories proves nothing if the generator does not reach what it is about.
    [Fact]
    public void The_histories_tried_reach_every_state_and_every_refusal()
    {
        EntryDecision[] decisions =
        [
            .. Histories
                .Sample(500, size: 50)
                .SelectMany(Play)
                .Select(s => EntryDecider.Decide(s.Before, s.Command, s.At)),
        ];

        Histories.Sample(500, size: 50).SelectMany(Play).Select(s => s.After.GetType()).ShouldCover<EntryState>();
        decisions
            .OfType<EntryDecision.Accepted>()
            .SelectMany(d => d.Events)
            .Select(e => e.GetType())
            .ShouldCover<EntryEvent>();
        decisions
            .OfType<EntryDecision.Rejected>()
            .Select(d => d.Rejection)
            .Distinct()
            .Order()
            .ShouldBe(Enum.GetValues<EntryRejection>());
    }

    private static void Hold(Action<IReadOnlyList<Step>> property) =>
        Properties.Hold(Histories.ToArbitrary(), history => property(Play(history)));

    private static IReadOnlyList<Step> Play((EntryCommand Command, DateTimeOffset At)[] history)
    {
        var steps = new List<Step>();
        EntryState state = Sample.Absent;
        foreach ((EntryCommand command, DateTimeOffset at) in history)
        {
            IReadOnlyList<EntryEvent> events = Sample.Events(state, command, at);
            EntryState after = events.Aggregate(state, EntryFold.Apply);
            steps.Add(new Step(state, command, at, events, after));
            state = after;
        }
        return steps;
    }

    private static IEnumerable<EntryEvent> Journal(IReadOnlyList<Step> steps) => steps.SelectMany(s => s.Events);

    private sealed record Step(
        EntryState Before,
        EntryCommand Command,
        DateTimeOffset At,
        IReadOnlyList<EntryEvent> Events,
        EntryState After
    );
}
