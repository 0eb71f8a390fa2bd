using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Tests.Journal;
using CacheActors.Views;
using CacheActors.Views.EntryList;
using CacheActors.Views.Totals;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Views;

public sealed class ProjectionTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 5, 0, 0, TimeSpan.Zero);
    private static readonly string Hash = new('a', 64);
    private static readonly string OtherHash = new('b', 64);

    private readonly TemporaryFolder _temporary = new();
    private readonly TestJournal _journal;

    public ProjectionTests() => _journal = new TestJournal(JournalPath);

    private string JournalPath => Path.Combine(_temporary.Path, "journal.db");

    private string ViewsPath => Path.Combine(_temporary.Path, "views.db");

    public void Dispose()
    {
        _journal.Dispose();
        _temporary.Dispose();
    }

    [Fact]
    public void Each_state_of_an_entry_is_shown_with_its_facts()
    {
        var (wav, compressing, m4a, failed) = (Key("wav"), Key("compressing"), Key("m4a"), Key("failed"));
        _journal.Append(wav, Stored(1000), new EntryEvent.Accessed(3, Start.AddMinutes(1), Start.AddMinutes(2)));
        _journal.Append(compressing, Stored(2000), Started(1, Start.AddSeconds(5)));
        _journal.Append(m4a, Stored(3000), Started(1), Compressed(1, 400));
        _journal.Append(failed, Stored(4000), Started(1), Failed(1));

        using var views = Follow();

        var entries = List(views).ToDictionary(entry => entry.Key);
        entries[wav].State.ShouldBe("wav");
        entries[wav].AccessCount.ShouldBe(3);
        entries[wav].LastAccessed.ShouldBe(Start.AddMinutes(1));
        entries[wav].Path.ShouldEndWith($"{wav}.wav");
        entries[compressing].State.ShouldBe("compressing");
        entries[compressing].CompressionStartedAt.ShouldBe(Start.AddSeconds(5));
        entries[m4a].State.ShouldBe("m4a");
        entries[m4a].SizeBytes.ShouldBe(400);
        entries[m4a].StoredSizeBytes.ShouldBe(3000);
        entries[m4a].Sha256.ShouldBe(OtherHash);
        entries[m4a].Path.ShouldEndWith($"{m4a}.m4a");
        entries[failed].State.ShouldBe("failed");
        entries[failed].FailureReason.ShouldBe("because");
        entries[failed].Path.ShouldEndWith($"{failed}.wav");
    }

    [Fact]
    public void Totals_count_every_state_what_was_saved_and_hits_and_misses()
    {
        _journal.Append(Key("a"), Stored(1000));
        _journal.Append(Key("b"), Stored(2000), Started(1), Compressed(1, 300));
        _journal.Append(Key("c"), Stored(4000, EntryOrigin.Imported), Started(1), Failed(1));
        _journal.Append(Key("a"), new EntryEvent.Accessed(2, Start, Start));

        using var views = Follow();

        var totals = TotalsQuery.Read(views);
        totals.Entries.ShouldBe(3);
        totals.Bytes.ShouldBe(1000 + 300 + 4000);
        totals.SavedBytes.ShouldBe(1700);
        totals.States["wav"].ShouldBe(new StateTotals(1, 1000));
        totals.States["m4a"].ShouldBe(new StateTotals(1, 300));
        totals.States["failed"].ShouldBe(new StateTotals(1, 4000));
        totals.States["compressing"].ShouldBe(new StateTotals(0, 0));
        totals.Hits.ShouldBe(2);
        totals.Misses.ShouldBe(2);
        totals.HitRate.ShouldBe(0.5);
    }

    [Fact]
    public void Following_goes_on_where_it_stopped()
    {
        _journal.Append(Key("a"), Stored(1000));
        using (var runner = new ProjectionRunner(JournalPath, ViewsPath))
        {
            runner.CatchUp().ShouldBe(1);
            runner.CatchUp().ShouldBe(0);
        }
        _journal.Append(Key("a"), Started(1));
        using (var runner = new ProjectionRunner(JournalPath, ViewsPath))
        {
            runner.CatchUp().ShouldBe(1);
        }
    }

    [Fact]
    public void Rows_of_others_than_entries_are_passed_over()
    {
        _journal.AppendRow("uploads", 1, "queued.v1", [1, 2, 3]);
        _journal.Append(Key("a"), Stored(1000));

        using var views = Follow();

        List(views).Count.ShouldBe(1);
    }

    [Fact]
    public void A_gap_in_an_entrys_events_is_refused_and_the_views_stay_as_they_were()
    {
        _journal.Append(Key("a"), Stored(1000));
        using var runner = new ProjectionRunner(JournalPath, ViewsPath);
        runner.CatchUp();
        _journal.Append(Key("b"), Stored(500));
        _journal.AppendRow($"entry-{Key("a")}", 3, "accessed.v1", Bytes(new EntryEvent.Accessed(1, Start, Start)));

        var refused = Should.Throw<JournalDamagedException>(() => runner.CatchUp());

        refused.Message.ShouldContain(Key("a").Value);
        using var views = ViewDatabase.OpenReadOnly(ViewsPath).ShouldNotBeNull();
        List(views).Count.ShouldBe(1);
    }

    [Fact]
    public void A_rebuild_refuses_a_gap_too_and_keeps_the_views_that_are_there()
    {
        _journal.Append(Key("a"), Stored(1000));
        using var runner = new ProjectionRunner(JournalPath, ViewsPath);
        runner.CatchUp();
        _journal.Append(Key("b"), Stored(500));
        _journal.AppendRow($"entry-{Key("b")}", 3, "accessed.v1", Bytes(new EntryEvent.Accessed(1, Start, Start)));

        var refused = Should.Throw<JournalDamagedException>(() => runner.Rebuild());

        refused.Message.ShouldContain(Key("b").Value);
        refused.Message.ShouldContain("event 2 was due");
        using var views = ViewDatabase.OpenReadOnly(ViewsPath).ShouldNotBeNull();
        List(views).ShouldHaveSingleItem().Key.ShouldBe(Key("a"));
        Directory.GetFiles(_temporary.Path, "views.db.new*").ShouldBeEmpty();
    }

    [Fact]
    public void What_a_killed_rebuild_left_behind_goes_and_does_no_harm()
    {
        _journal.Append(Key("a"), Stored(1000));
        File.WriteAllText(ViewsPath + ".new", "Half of a database.");

        using var runner = new ProjectionRunner(JournalPath, ViewsPath);
        File.Exists(ViewsPath + ".new").ShouldBeFalse();
        runner.Rebuild().ShouldBe(1);

        File.Exists(ViewsPath + ".new").ShouldBeFalse();
    }

    [Fact]
    public void A_rebuild_ends_at_the_same_place_as_following()
    {
        _journal.Append(Key("a"), Stored(1000));
        _journal.AppendRow("uploads", 1, "queued.v1", [1, 2, 3]);
        using var runner = new ProjectionRunner(JournalPath, ViewsPath);

        runner.Rebuild().ShouldBe(1);
        runner.CatchUp().ShouldBe(0);
        _journal.Append(Key("a"), Started(1));
        runner.CatchUp().ShouldBe(1);
    }

    [Fact]
    public void A_reader_sees_the_old_views_until_the_new_are_complete_and_then_the_new_ones()
    {
        _journal.Append(Key("a"), Stored(1000));
        using var runner = new ProjectionRunner(JournalPath, ViewsPath);
        runner.CatchUp();
        using var views = ViewDatabase.OpenReadOnly(ViewsPath).ShouldNotBeNull();
        _journal.Append(Key("b"), Stored(500));
        using (var reading = views.BeginTransaction(deferred: true))
        {
            List(views).Count.ShouldBe(1);
            runner.Rebuild();
            List(views).Count.ShouldBe(1);
        }

        List(views).Count.ShouldBe(2);
    }

    [Fact]
    public void The_first_views_of_a_long_journal_are_those_that_following_would_make()
    {
        const int entries = 12_000;
        _journal.AppendEach(Enumerable.Range(0, entries).Select(i => Key($"{i}")), Stored(1000));
        using (var runner = new ProjectionRunner(JournalPath, ViewsPath))
        {
            runner.CatchUp().ShouldBe(entries);
        }
        using var views = ViewDatabase.OpenReadOnly(ViewsPath).ShouldNotBeNull();
        TotalsQuery.Read(views).Contents.ShouldBe(1);
        TotalsQuery.Read(views).ContentBytes.ShouldBe(1000);
        ViewDatabase.Offset(views).ShouldBe(entries);

        var otherPath = Path.Combine(_temporary.Path, "other.db");
        using var other = new TestJournal(Path.Combine(_temporary.Path, "other-journal.db"));
        using var follower = new ProjectionRunner(Path.Combine(_temporary.Path, "other-journal.db"), otherPath);
        foreach (var portion in Enumerable.Range(0, entries).Chunk(5000))
        {
            other.AppendEach(portion.Select(i => Key($"{i}")), Stored(1000));
            follower.CatchUp();
        }
        using var followed = ViewDatabase.OpenReadOnly(otherPath).ShouldNotBeNull();
        ViewDigest.Compute(followed).ShouldBe(ViewDigest.Compute(views));
    }

    [Fact]
    public void An_event_that_cannot_be_read_is_named()
    {
        _journal.AppendRow($"entry-{Key("a")}", 1, "synthesized.v1", "{"u8.ToArray());
        using var runner = new ProjectionRunner(JournalPath, ViewsPath);

        Should.Throw<JournalDamagedException>(() => runner.CatchUp()).Message.ShouldContain("row 1");
    }

    [Fact]
    public void Views_that_are_no_database_are_made_again()
    {
        _journal.Append(Key("a"), Stored(1000));
        File.WriteAllText(
            ViewsPath,
            "This is not a database, it is a text that is long enough to be read as a header."
        );

        ViewRepair.Replace(JournalPath, ViewsPath).ShouldBe(1);

        using var views = Follow();
        List(views).Count.ShouldBe(1);
    }

    [Fact]
    public void Rebuilding_gives_the_same_views_whatever_happened_in_whatever_portions()
    {
        var scenario =
            from steps in Gen.ListOf(Gen.Choose(0, 5).SelectMany(e => Gen.Choose(0, 13).Select(c => (e, c))), 60)
            from portion in Gen.Choose(1, 7)
            select (Steps: steps.ToList(), Portion: portion);

        Prop.ForAll(scenario.ToArbitrary(), s => RebuildMatches(s.Steps, s.Portion)).QuickCheckThrowOnFailure();
    }

    private static bool RebuildMatches(IReadOnlyList<(int Entry, int Command)> steps, int portion)
    {
        using var temporary = new TemporaryFolder();
        var journalPath = Path.Combine(temporary.Path, "journal.db");
        using var journal = new TestJournal(journalPath);
        using var runner = new ProjectionRunner(journalPath, Path.Combine(temporary.Path, "views.db"));
        var states = new Dictionary<EntryKey, EntryState>();
        var now = Start;
        foreach (var chunk in steps.Chunk(portion))
        {
            foreach (var (entry, command) in chunk)
            {
                now = now.AddSeconds(1);
                var key = Key($"entry {entry}");
                var state = states.GetValueOrDefault(key, EntryState.Absent.Instance);
                if (EntryDecider.Decide(state, Command(command, state), now) is not EntryDecision.Accepted accepted)
                {
                    continue;
                }

                journal.Append(key, accepted.Events);
                states[key] = accepted.Events.Aggregate(state, EntryFold.Apply);
            }
            runner.CatchUp();
        }
        using var views = ViewDatabase.OpenReadOnly(Path.Combine(temporary.Path, "views.db")).ShouldNotBeNull();
        TotalsShouldAgree(views, [.. states.Values.OfType<EntryState.Held>()]);
        var before = ViewDigest.Compute(views);
        runner.Rebuild();
        return ViewDigest.Compute(views) == before;
    }

    private static void TotalsShouldAgree(SqliteConnection views, IReadOnlyList<EntryState.Held> entries)
    {
        var totals = TotalsQuery.Read(views);
        totals.Entries.ShouldBe(entries.Count);
        totals.Bytes.ShouldBe(entries.Sum(e => e.SizeBytes()));
        totals.Pinned.ShouldBe(entries.Count(e => e.Holds.Pinned));
        totals.Referenced.ShouldBe(entries.Count(e => e.Holds.Owners.Length > 0));
        totals.Contents.ShouldBe(entries.Select(e => e.Sha256()).Distinct().Count());
        totals.ContentBytes.ShouldBe(entries.DistinctBy(e => e.Sha256()).Sum(e => e.SizeBytes()));
    }

    private static EntryCommand Command(int number, EntryState state)
    {
        var attempt = (state as EntryState.Held)?.Attempts ?? 0;
        return number switch
        {
            0 => new EntryCommand.Store(1000, Hash, 60, "book", "voice", 1, 2, "engine", EntryOrigin.Synthesized),
            1 => new EntryCommand.StartCompression("run"),
            2 => new EntryCommand.CompleteCompression(attempt, 100, OtherHash, "aac", 48000),
            3 => new EntryCommand.FailCompression(attempt, "because"),
            4 => new EntryCommand.CancelCompression(attempt, "because"),
            5 => new EntryCommand.Pin(),
            6 => new EntryCommand.Unpin(),
            7 => new EntryCommand.AddOwner(new EntryOwner("message", "1")),
            8 => new EntryCommand.AddOwner(new EntryOwner("library", "1")),
            9 => new EntryCommand.RemoveOwner(new EntryOwner("message", "1")),
            10 => new EntryCommand.Evict(EvictionReason.Budget),
            11 => new EntryCommand.Evict(EvictionReason.Cleared),
            12 => new EntryCommand.Store(100, OtherHash, 60, null, null, null, null, null, EntryOrigin.Adopted)
            {
                Format = AudioFormat.M4a,
                MadeAt = Start.AddYears(-1),
            },
            _ => new EntryCommand.RecordAccess(2, Start.AddDays(1)),
        };
    }

    private SqliteConnection Follow()
    {
        using var runner = new ProjectionRunner(JournalPath, ViewsPath);
        runner.CatchUp();
        return ViewDatabase.OpenReadOnly(ViewsPath).ShouldNotBeNull();
    }

    private IReadOnlyList<EntryInfo> List(SqliteConnection views) =>
        EntryListQuery.List(views, new EntryFilter(), new CacheFolder(_temporary.Path));

    private static EntryKey Key(string text) => EntryKey.For("voice", text, 1);

    private static byte[] Bytes(EntryEvent entryEvent) => CacheActors.Journal.EntryEventFormat.ToBytes(entryEvent);

    private static EntryEvent Stored(long bytes, EntryOrigin origin = EntryOrigin.Synthesized) =>
        new EntryEvent.Synthesized(bytes, Hash, 60, "book", "voice", 1, 2, "engine", origin, Start);

    private static EntryEvent Started(int attempt, DateTimeOffset? at = null) =>
        new EntryEvent.CompressionStarted(attempt, "run", at ?? Start);

    private static EntryEvent Compressed(int attempt, long bytes) =>
        new EntryEvent.Compressed(attempt, bytes, OtherHash, "aac", 48000, Start);

    private static EntryEvent Failed(int attempt) =>
        new EntryEvent.Failed(FailureStage.Compression, "because", attempt, Start);
}
