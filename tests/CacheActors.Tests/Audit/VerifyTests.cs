using Akka.Actor;
using CacheActors.Audit;
using CacheActors.Domain.Entries;
using CacheActors.Tests.Eviction;
using CacheActors.Tests.Support;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Audit;

public sealed class VerifyTests : IDisposable
{
    private readonly TestCache _cache = new();

    private string Journal => Path.Combine(_cache.Options.Folder, "journal.db");

    private string Views => Path.Combine(_cache.Options.Folder, "views.db");

    public void Dispose() => _cache.Dispose();

    [Fact]
    public async Task A_cache_that_nobody_touched_has_no_problem_open_or_closed()
    {
        var keys = await FillAsync();
        var open = await _cache.Cache.Audit.VerifyAsync(new VerifyRequest { Deep = true });
        open.Problems.ShouldBeEmpty();

        await _cache.Cache.DisposeAsync();

        var report = await VerifyAsync(deep: true);
        report.Problems.ShouldBeEmpty();
        report.Entries.ShouldBe(keys.Length);
        report.Files.ShouldBe(keys.Length - 1);
        var seal = report.Seal.ShouldNotBeNull();
        seal.SealedEvents.ShouldBe(report.Events);
        seal.UnsealedEvents.ShouldBe(0);
    }

    [Fact]
    public async Task What_was_journaled_is_sealed_at_intervals()
    {
        await FillAsync();
        var journaled = (await _cache.Cache.Audit.VerifyAsync()).Events;

        _cache.Clock.Advance(_cache.Options.Audit.SealInterval);

        await Eventually.ShouldBeTrueAsync(async () =>
            (await _cache.Cache.Audit.VerifyAsync()).Seal is { } seal && seal.SealedEvents >= journaled
        );
    }

    [Fact]
    public async Task A_journal_that_is_being_written_has_no_problem()
    {
        await _cache.OpenAsync();
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var number = 0; !stop.IsCancellationRequested; number = (number + 1) % 40)
            {
                await _cache.StoreAsync(1, number);
                await _cache.Inside.Parts.Seal.Ask<SealActor.Sealed>(SealActor.Seal.Instance);
                if (number % 7 == 6)
                {
                    await _cache.Cache.EvictAsync(toBytes: 0);
                }
            }
        });

        for (var round = 0; round < 15; round++)
        {
            (await VerifyAsync(deep: true)).Problems.ShouldBeEmpty();
        }

        await stop.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task Files_that_are_not_what_was_journaled_are_named()
    {
        var keys = await FillAsync();
        await _cache.Cache.DisposeAsync();
        string PathOf(EntryKey key) =>
            Directory.GetFiles(_cache.AudioFolder, $"{key}.*", SearchOption.AllDirectories)[0];
        File.Delete(PathOf(keys[0]));
        await File.AppendAllTextAsync(PathOf(keys[1]), "x");
        var flipped = await File.ReadAllBytesAsync(PathOf(keys[2]));
        flipped[^1] ^= 1;
        await File.WriteAllBytesAsync(PathOf(keys[2]), flipped);

        var quick = await VerifyAsync();
        var deep = await VerifyAsync(deep: true);

        Kinds(quick).ShouldBe([("fileMissing", keys[0].Value), ("sizeMismatch", keys[1].Value)], ignoreOrder: true);
        Kinds(deep)
            .ShouldBe(
                [("fileMissing", keys[0].Value), ("sizeMismatch", keys[1].Value), ("hashMismatch", keys[2].Value)],
                ignoreOrder: true
            );
    }

    [Theory]
    [InlineData("UPDATE cache_entries SET size_bytes = 1 WHERE key = '{0}'", "size_bytes")]
    [InlineData("DELETE FROM cache_entries WHERE key = '{0}'", "lacks")]
    [InlineData("INSERT INTO entry_owners VALUES ('message', '9', '{0}')", "no event made")]
    public async Task A_view_that_is_not_what_the_journal_makes_is_named(string change, string what)
    {
        var keys = await FillAsync();
        await _cache.Cache.DisposeAsync();

        JournalFile.Execute(Views, string.Format(null, change, keys[1].Value));

        var problem = (await VerifyAsync()).Problems.ShouldHaveSingleItem();
        problem.Kind.ShouldBe("viewDiffers");
        problem.Key.ShouldContain(keys[1].Value);
        problem.Detail.ShouldContain(what);
    }

    [Fact]
    public async Task A_total_that_is_wrong_is_named()
    {
        await FillAsync();
        await _cache.Cache.DisposeAsync();

        JournalFile.Execute(Views, "UPDATE cache_totals SET value = value + 1 WHERE name = 'pinned'");

        (await VerifyAsync()).Problems.ShouldHaveSingleItem().Key.ShouldBe("pinned");
    }

    [Fact]
    public async Task Views_that_lag_behind_are_compared_where_they_are()
    {
        await FillAsync();
        await _cache.Cache.DisposeAsync();
        var old = await File.ReadAllBytesAsync(Views);
        await _cache.OpenAsync();
        await _cache.StoreAsync(2, from: 20);
        await _cache.Cache.DisposeAsync();

        await File.WriteAllBytesAsync(Views, old);

        (await VerifyAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Views_that_know_more_than_the_journal_show_that_its_end_is_gone()
    {
        await FillAsync();
        await _cache.Cache.DisposeAsync();

        JournalFile.Execute(Journal, "DELETE FROM journal WHERE ordering = (SELECT max(ordering) FROM journal)");

        var kinds = Kinds(await VerifyAsync()).Select(problem => problem.Kind).ToList();
        kinds.ShouldContain("rowRemoved");
        kinds.ShouldContain("viewsAhead");
    }

    [Fact]
    public async Task Views_that_are_missing_or_no_database_are_a_problem()
    {
        await FillAsync();
        await _cache.Cache.DisposeAsync();

        foreach (var file in Directory.GetFiles(_cache.Options.Folder, "views.db*"))
        {
            File.Delete(file);
        }
        (await VerifyAsync()).Problems.ShouldHaveSingleItem().Kind.ShouldBe("viewsMissing");

        await File.WriteAllTextAsync(Views, new string('x', 5000));
        (await VerifyAsync()).Problems.ShouldHaveSingleItem().Kind.ShouldBe("viewsUnreadable");
    }

    [Theory]
    [InlineData("DELETE FROM journal WHERE persistence_id = '{0}' AND sequence_number = 2", "sequenceGap")]
    [InlineData(
        "UPDATE journal SET message = x'7b' WHERE persistence_id = '{0}' AND sequence_number = 2",
        "unreadableEvent"
    )]
    [InlineData(
        "UPDATE journal SET manifest = 'pinned.v9' WHERE persistence_id = '{0}' AND sequence_number = 2",
        "unreadableEvent"
    )]
    [InlineData(
        "UPDATE journal SET manifest = 'unpinned.v1' WHERE persistence_id = '{0}' AND sequence_number = 2",
        "impossibleEvent"
    )]
    public async Task A_history_that_cannot_be_is_named(string change, string kind)
    {
        var keys = await FillAsync();
        await _cache.Cache.DisposeAsync();

        JournalFile.Execute(Journal, string.Format(null, change, keys[1].Value.Insert(0, "entry-")));

        var problems = Kinds(await VerifyAsync());
        problems.ShouldContain((kind, keys[1].Value));
        problems.ShouldContain((kind == "sequenceGap" ? "rowRemoved" : "rowEdited", keys[1].Value));
    }

    [Fact]
    public async Task A_folder_without_a_cache_is_refused()
    {
        await _cache.OpenAsync();
        await _cache.Cache.DisposeAsync();
        var elsewhere = new CacheActorsOptions { Folder = Path.Combine(_cache.Options.Folder, "elsewhere") };

        Should.Throw<CacheException>(() => CacheAudit.Open(elsewhere)).Message.ShouldContain(elsewhere.Folder);
    }

    // Five entries: one pinned, one with an owner, one evicted.
    private async Task<EntryKey[]> FillAsync()
    {
        await _cache.OpenAsync();
        var keys = await _cache.StoreAsync(5);
        await _cache.Cache.PinAsync(keys[1]);
        await _cache.Cache.UnpinAsync(keys[1]);
        await _cache.Cache.AddReferenceAsync(keys[2], new EntryOwner("message", "1"));
        await _cache.Cache.PinAsync(keys[3]);
        await _cache.Cache.PinAsync(keys[0]);
        await _cache.Cache.PinAsync(keys[1]);
        await _cache.Cache.EvictAsync(toBytes: 0);
        return keys;
    }

    private async Task<VerifyReport> VerifyAsync(bool deep = false)
    {
        using var audit = CacheAudit.Open(_cache.Options);
        return await audit.VerifyAsync(new VerifyRequest { Deep = deep });
    }

    private static IReadOnlyList<(string Kind, string Key)> Kinds(VerifyReport report) =>
        [.. report.Problems.Select(problem => (problem.Kind, problem.Key))];
}
