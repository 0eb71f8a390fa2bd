using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Tests.Eviction;
using CacheActors.Tests.Support;

namespace CacheActors.Tests.Journal;

/// <summary>A damaged journal is refused by name, with what can still be read and the command that helps.</summary>
public sealed class JournalDamageTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly TestCache _test = new();

    private CacheFolder Folder => new(_test.Options.Folder);

    public void Dispose()
    {
        _test.Dispose();
        _temporary.Dispose();
    }

    [Theory]
    [InlineData("header", "not a database", "none of its events can be read")]
    [InlineData("text", "not a database", "none of its events can be read")]
    [InlineData("truncated", "malformed", "can be read")]
    [InlineData("empty", "it is empty, and had 60 events", "none of its events can be read")]
    [InlineData("missing", "it is missing, and had 60 events", "none of its events can be read")]
    [InlineData("page", "page", "events can be read, up to number")]
    [InlineData("older", "it ends with event 30, and had 60", "all of its 30 events can be read")]
    public async Task A_damaged_journal_is_refused_at_the_start_and_left_as_it_is(
        string damage,
        string fault,
        string readable
    )
    {
        await MakeAsync(entries: 60);
        await _test.Cache.DisposeAsync();
        Spoil(damage);
        var bytes = File.Exists(Folder.JournalPath) ? await File.ReadAllBytesAsync(Folder.JournalPath) : null;

        var refused = await Should.ThrowAsync<JournalDamagedException>(_test.OpenAsync());

        refused.Message.ShouldContain(Folder.JournalPath);
        refused.Message.ShouldContain(fault);
        refused.Message.ShouldContain(readable);
        refused.Message.ShouldContain($"There is no backup in {Folder.BackupFolder}");
        (File.Exists(Folder.JournalPath) ? await File.ReadAllBytesAsync(Folder.JournalPath) : null).ShouldBe(bytes);
    }

    [Fact]
    public async Task The_command_that_it_names_restores_the_newest_backup()
    {
        await MakeAsync(entries: 40);
        var newest = Path.Combine(Folder.BackupFolder, "journal-20300102T000000Z.db");
        Directory.CreateDirectory(Folder.BackupFolder);
        await _test.Cache.BackupAsync(Path.Combine(Folder.BackupFolder, "journal-20300101T000000Z.db"));
        await _test.Cache.BackupAsync(newest);
        await _test.Cache.DisposeAsync();
        DatabaseDamage.OverwritePages(Folder.JournalPath, "entry-voice");

        var refused = await Should.ThrowAsync<JournalDamagedException>(_test.OpenAsync());

        refused.Message.ShouldEndWith($"cacheactors --cache {Folder.Root} restore {newest} --force");
        await CacheBackup.RestoreAsync(_test.Options, newest, replace: true);
        await _test.OpenAsync();
        (await _test.KeysAsync()).Count.ShouldBe(40);
    }

    [Fact]
    public async Task A_log_that_was_overwritten_is_missed_by_the_views()
    {
        await MakeAsync(entries: 3);
        // A copy of an open cache is what a killed process leaves.
        var killed = _temporary.At("killed");
        Directory.CreateDirectory(killed);
        foreach (var path in Directory.GetFiles(Folder.Root, "*.db*"))
        {
            File.Copy(path, Path.Combine(killed, Path.GetFileName(path)));
        }
        DatabaseDamage.OverwriteLog(Path.Combine(killed, "journal.db"));

        var refused = await Should.ThrowAsync<JournalDamagedException>(AudioCache.OpenAsync(killed));

        refused.Message.ShouldContain("had 3 events");
    }

    [Fact]
    public async Task With_writing_that_does_not_wait_for_the_disk_lost_newest_events_are_no_damage()
    {
        _test.Options.Journal.Synchronous = "normal";
        await MakeAsync(entries: 6);
        await _test.Cache.DisposeAsync();
        JournalFile.Execute(Folder.JournalPath, "DELETE FROM journal WHERE ordering > 4");

        await _test.OpenAsync();

        (await _test.KeysAsync()).Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_reader_refuses_it_in_the_same_words()
    {
        await MakeAsync(entries: 3);
        await _test.Cache.DisposeAsync();
        DatabaseDamage.OverwriteHeader(Folder.JournalPath);

        var refused = Should.Throw<JournalDamagedException>(() => CacheReader.Open(_test.Options));

        refused.Message.ShouldBe((await Should.ThrowAsync<JournalDamagedException>(_test.OpenAsync())).Message);
    }

    [Fact]
    public async Task A_page_that_was_damaged_behind_the_clock_s_back_is_told_to_whoever_meets_it()
    {
        var keys = await MakeAsync(entries: 60);
        await _test.Cache.DisposeAsync();
        var time = File.GetLastWriteTimeUtc(Folder.JournalPath);
        DatabaseDamage.OverwritePages(Folder.JournalPath, "synthesized.v2", allBut: 1).ShouldBeGreaterThan(3);
        File.SetLastWriteTimeUtc(Folder.JournalPath, time);
        await _test.OpenAsync();

        foreach (var key in keys.Take(3))
        {
            var refused = await Should.ThrowAsync<JournalDamagedException>(_test.Cache.PinAsync(key));
            refused.Message.ShouldContain($"The journal {Folder.JournalPath} is damaged");
            refused.Message.ShouldContain("There is no backup");
        }

        await Should.ThrowAsync<JournalDamagedException>(_test.Cache.Reader.HistoryAsync(keys[0]));
        await Should.ThrowAsync<JournalDamagedException>(_test.Cache.RebuildViewsAsync());
        (await _test.KeysAsync()).Count.ShouldBe(60, "the views are whole");
    }

    [Fact]
    public async Task A_journal_that_was_only_closed_is_not_looked_through_again()
    {
        await MakeAsync(entries: 1);
        await _test.Cache.DisposeAsync();
        CacheActors.Journal.JournalNote.Holds(Folder).ShouldBeTrue();

        File.SetLastWriteTimeUtc(Folder.JournalPath, DateTime.UnixEpoch);

        CacheActors.Journal.JournalNote.Holds(Folder).ShouldBeFalse();
    }

    private async Task<EntryKey[]> MakeAsync(int entries)
    {
        await _test.OpenAsync();
        return await _test.StoreAsync(entries);
    }

    private void Spoil(string damage)
    {
        switch (damage)
        {
            case "header":
                DatabaseDamage.OverwriteHeader(Folder.JournalPath);
                break;
            case "text":
                DatabaseDamage.ReplaceByText(Folder.JournalPath);
                break;
            case "truncated":
                DatabaseDamage.Truncate(Folder.JournalPath);
                break;
            case "empty":
                DatabaseDamage.Empty(Folder.JournalPath);
                break;
            case "missing":
                File.Delete(Folder.JournalPath);
                break;
            case "page":
                DatabaseDamage.OverwritePages(Folder.JournalPath, "synthesized.v2");
                break;
            case "older":
                JournalFile.Execute(Folder.JournalPath, "DELETE FROM journal WHERE ordering > 30");
                break;
        }
    }
}
