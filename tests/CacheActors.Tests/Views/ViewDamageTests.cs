using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Tests.Eviction;
using CacheActors.Tests.Support;

namespace CacheActors.Tests.Views;

/// <summary>Damaged views are made again by themselves, whenever the damage shows.</summary>
public sealed class ViewDamageTests : IDisposable
{
    private const int Entries = 60;

    private readonly TestCache _test = new();

    private CacheFolder Folder => new(_test.Options.Folder);

    public static TheoryData<string> Damages => ["header", "text", "truncated", "empty", "missing", "pages", "page"];

    public void Dispose() => _test.Dispose();

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_cache_that_opens_with_them_lists_what_it_did_before(string damage)
    {
        var before = await MakeAsync();
        await _test.Cache.DisposeAsync();
        Spoil(damage);

        await _test.OpenAsync();

        (await _test.Cache.Reader.ListAsync(new EntryFilter())).ShouldBe(before);
        await _test.StoreAsync(1, from: Entries);
        (await _test.KeysAsync()).Count.ShouldBe(Entries + 1);
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_reader_beside_nobody_lists_what_there_was_before(string damage)
    {
        var before = await MakeAsync();
        await _test.Cache.DisposeAsync();
        Spoil(damage);

        using var reader = CacheReader.Open(_test.Options);

        (await reader.ListAsync(new EntryFilter())).ShouldBe(before);
        await _test.OpenAsync();
        (await _test.Cache.Reader.ListAsync(new EntryFilter())).ShouldBe(before);
    }

    [Fact]
    public async Task A_write_that_meets_the_damage_is_answered_after_the_views_are_made_again()
    {
        var before = await MakeAsync();
        await _test.Cache.DisposeAsync();
        Spoil("pages");
        await _test.OpenAsync();

        await _test.Cache.PinAsync(before[0].Key);

        var pinned = (await _test.Cache.Reader.FindAsync(before[0].Key)).ShouldNotBeNull();
        pinned.Pinned.ShouldBeTrue();
        (await _test.KeysAsync()).Count.ShouldBe(Entries);
    }

    [Fact]
    public async Task Everybody_who_meets_the_damage_at_once_is_answered()
    {
        var before = await MakeAsync();
        await _test.Cache.DisposeAsync();
        Spoil("pages");
        await _test.OpenAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => _test.Cache.Reader.ListAsync(new EntryFilter()))
        );

        answers.ShouldAllBe(answer => answer.SequenceEqual(before));
    }

    [Fact]
    public async Task A_hit_that_meets_the_damage_is_answered_by_the_entry_and_has_the_views_made_again()
    {
        _test.Options.Entries.Ready = 0;
        var before = await MakeAsync();
        await _test.Cache.DisposeAsync();
        Spoil("pages");
        var damaged = FileOnDisk.Find(Folder.ViewsPath);
        await _test.OpenAsync();

        (await _test.Cache.TryGetAsync(before[5].Key)).ShouldNotBeNull();

        await Eventually.ShouldBeTrueAsync(() =>
            Task.FromResult(FileOnDisk.Find(Folder.ViewsPath) is { } now && now.Id != damaged!.Value.Id)
        );
    }

    [Fact]
    public async Task Views_that_somebody_deletes_while_the_cache_is_open_come_back()
    {
        var before = await MakeAsync();
        File.Delete(Folder.ViewsPath);

        (await _test.Cache.Reader.ListAsync(new EntryFilter())).ShouldBe(before);
        await _test.StoreAsync(1, from: Entries);
        (await _test.KeysAsync()).Count.ShouldBe(Entries + 1);
    }

    [Fact]
    public async Task A_damaged_journal_beside_them_is_told_and_does_not_cost_the_views()
    {
        await MakeAsync();
        await _test.Cache.DisposeAsync();
        Spoil("pages");
        var time = File.GetLastWriteTimeUtc(Folder.JournalPath);
        DatabaseDamage.OverwritePages(Folder.JournalPath, "synthesized.v2", allBut: 1);
        File.SetLastWriteTimeUtc(Folder.JournalPath, time);
        await _test.OpenAsync();

        await Should.ThrowAsync<JournalDamagedException>(_test.KeysAsync());

        File.Exists(Folder.ViewsPath).ShouldBeTrue();
    }

    private async Task<IReadOnlyList<EntryInfo>> MakeAsync()
    {
        await _test.OpenAsync();
        await _test.StoreAsync(Entries);
        return await _test.Cache.Reader.ListAsync(new EntryFilter());
    }

    private void Spoil(string damage)
    {
        var views = Folder.ViewsPath;
        // What is in the log would be read instead of the damage.
        JournalFile.Execute(views, "PRAGMA wal_checkpoint(TRUNCATE)");
        switch (damage)
        {
            case "header":
                DatabaseDamage.OverwriteHeader(views);
                break;
            case "text":
                DatabaseDamage.ReplaceByText(views);
                break;
            case "truncated":
                DatabaseDamage.Truncate(views);
                break;
            case "empty":
                DatabaseDamage.Empty(views);
                break;
            case "missing":
                File.Delete(views);
                break;
            case "pages":
                DatabaseDamage.OverwritePages(views, "voice-", allBut: 0).ShouldBeGreaterThan(3);
                break;
            case "page":
                DatabaseDamage.OverwritePages(views, "voice-");
                break;
        }
    }
}
