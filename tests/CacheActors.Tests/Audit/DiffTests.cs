using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Tests.Journal;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Audit;

public sealed class DiffTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2031, 1, 2, 3, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _temporary = new();
    private readonly TestJournal _journal;
    private readonly CacheAudit _audit;

    public DiffTests()
    {
        var folder = new CacheFolder(_temporary.Path);
        _journal = new TestJournal(folder.JournalPath);
        _audit = new CacheAudit(folder);
        _journal.Append(Key(1), Stored(1)); // 1
        _journal.Append(Key(2), Stored(2)); // 2
        _journal.AppendRow("reconciliation", 1, "run.v1", [0xFF]); // 3
        _journal.Append(Key(1), new EntryEvent.Pinned(Minute(3))); // 4
        _journal.Append(Key(2), new EntryEvent.Evicted(EvictionReason.Budget, Minute(4))); // 5
        _journal.Append(Key(3), Stored(5)); // 6
        _journal.Append(Key(4), Stored(6), new EntryEvent.Evicted(EvictionReason.Requested, Minute(7))); // 7, 8
        _journal.Append(Key(5), Stored(9)); // 9
    }

    public void Dispose()
    {
        _audit.Dispose();
        _journal.Dispose();
        _temporary.Dispose();
    }

    [Fact]
    public async Task What_came_went_and_changed_between_two_places_is_told()
    {
        var differences = await DiffAsync(JournalMoment.After(2), JournalMoment.After(8));

        differences
            .ToDictionary(x => x.Key, x => x.Change)
            .ShouldBe(
                new Dictionary<EntryKey, EntryChange>
                {
                    [Key(1)] = EntryChange.Changed,
                    [Key(2)] = EntryChange.Gone,
                    [Key(3)] = EntryChange.Added,
                    [Key(4)] = EntryChange.CameAndWent,
                },
                ignoreOrder: true
            );
        differences.Select(x => x.Key.Value).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
        var pinned = differences.Single(x => x.Key == Key(1));
        pinned.Before.ShouldBeOfType<EntryState.Wav>().Holds.Pinned.ShouldBeFalse();
        pinned.After.ShouldBeOfType<EntryState.Wav>().Holds.Pinned.ShouldBeTrue();
    }

    [Fact]
    public async Task Times_cut_the_same_histories()
    {
        var places = await DiffAsync(JournalMoment.After(2), JournalMoment.After(8));
        var times = await DiffAsync(JournalMoment.At(Minute(2)), JournalMoment.At(Minute(7)));

        times.ShouldBe(places);
    }

    [Fact]
    public async Task From_nothing_to_now_is_everything()
    {
        var differences = await DiffAsync(JournalMoment.After(0), JournalMoment.Now);

        differences.Count(x => x.Change == EntryChange.Added).ShouldBe(3);
        differences.Count(x => x.Change == EntryChange.CameAndWent).ShouldBe(2);
    }

    [Fact]
    public async Task Nothing_changes_between_a_moment_and_itself() =>
        (await DiffAsync(JournalMoment.After(5), JournalMoment.After(5))).ShouldBeEmpty();

    [Fact]
    public void Moments_in_the_wrong_order_are_refused() =>
        Should.Throw<ArgumentException>(() => _audit.DiffAsync(JournalMoment.After(5), JournalMoment.After(4)));

    [Fact]
    public async Task A_row_that_cannot_be_read_is_told_rather_than_passed_over()
    {
        _journal.AppendRow($"entry-{Key(6)}", 1, "synthesized.v2", [1, 2]);

        var damaged = await Should.ThrowAsync<JournalDamagedException>(() =>
            DiffAsync(JournalMoment.After(0), JournalMoment.Now)
        );

        damaged.Message.ShouldContain("row 10");
        damaged.Message.ShouldContain(Key(6).Value);
    }

    [Fact]
    public async Task Whoever_stops_taking_differences_stops_the_reading()
    {
        _journal.AppendEach(Enumerable.Range(100, 2000).Select(Key), Stored(9));

        await foreach (var _ in _audit.DiffAsync(JournalMoment.After(0), JournalMoment.Now))
        {
            break;
        }

        (await DiffAsync(JournalMoment.After(0), JournalMoment.Now)).Count.ShouldBe(2005);
    }

    private async Task<IReadOnlyList<EntryDifference>> DiffAsync(JournalMoment from, JournalMoment to)
    {
        var differences = new List<EntryDifference>();
        await foreach (var difference in _audit.DiffAsync(from, to))
        {
            differences.Add(difference);
        }
        return differences;
    }

    private static EntryKey Key(int entry) => EntryKey.For("voice", $"Segment {entry}.", 1);

    private static DateTimeOffset Minute(int minute) => Start.AddMinutes(minute);

    private static EntryEvent.Synthesized Stored(int minute) =>
        new(1000, new string('a', 64), 2000, "book", "voice", 0, 0, "tones", EntryOrigin.Synthesized, Minute(minute));
}
