using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Tests.Eviction;
using CacheActors.Tests.Support;

namespace CacheActors.Tests.Backups;

public sealed class RestoreTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly TestCache _test = new();

    private string Backup => _temporary.At("backup.db");

    private string Journal => Path.Combine(_test.Options.Folder, "journal.db");

    public void Dispose()
    {
        _test.Dispose();
        _temporary.Dispose();
    }

    [Fact]
    public async Task After_a_lost_journal_the_backup_and_the_files_are_the_whole_cache_again()
    {
        var keys = await MakeAsync(entries: 6);
        var before = await _test.Cache.Reader.ListAsync(new EntryFilter());
        await _test.Cache.DisposeAsync();
        DeleteDatabases();

        var report = await CacheBackup.RestoreAsync(_test.Options, Backup);

        report.Events.ShouldBe(6);
        report.Bytes.ShouldBe(new FileInfo(Journal).Length);
        report.PutAside.ShouldBeEmpty();
        await _test.OpenAsync();
        (await _test.Cache.Reader.ListAsync(new EntryFilter())).ShouldBe(before);
        foreach (var key in keys)
        {
            File.Exists((await _test.Cache.TryGetAsync(key)).ShouldNotBeNull().Path).ShouldBeTrue();
        }
        await _test.StoreAsync(1, from: 100);
    }

    [Fact]
    public async Task It_can_be_restored_into_a_folder_that_does_not_exist()
    {
        await MakeAsync(entries: 3);
        var elsewhere = new CacheActorsOptions { Folder = _temporary.At("deep", "fresh") };

        (await CacheBackup.RestoreAsync(elsewhere, Backup)).Events.ShouldBe(3);

        using var reader = CacheReader.Open(elsewhere);
        (await reader.ListAsync(new EntryFilter())).Count.ShouldBe(3);
        File.Exists(Path.Combine(elsewhere.Folder, "journal.restoring")).ShouldBeFalse();
        Directory.GetFiles(Path.Combine(elsewhere.Folder, "staging")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_journal_that_is_there_is_refused_or_put_aside_with_its_log_and_its_seal()
    {
        var keys = await MakeAsync(entries: 2);
        await _test.StoreAsync(1, from: 50);
        await _test.Cache.DisposeAsync();
        await File.WriteAllTextAsync(Journal + "-wal", "log");
        await File.WriteAllTextAsync(Path.Combine(_test.Options.Folder, "audit.db"), "seal");
        var bytes = await File.ReadAllBytesAsync(Journal);

        (
            await Should.ThrowAsync<CacheException>(CacheBackup.RestoreAsync(_test.Options, Backup))
        ).Message.ShouldContain("--force");
        (await File.ReadAllBytesAsync(Journal)).ShouldBe(bytes);

        var report = await CacheBackup.RestoreAsync(_test.Options, Backup, replace: true);

        report.PutAside.Count.ShouldBe(3);
        (await File.ReadAllBytesAsync(report.PutAside[0])).ShouldBe(bytes);
        report.PutAside[0].ShouldEndWith(".replaced.db");
        report.PutAside[1].ShouldBe(report.PutAside[0] + "-wal");
        (await File.ReadAllTextAsync(report.PutAside[1])).ShouldBe("log");
        Path.GetFileName(report.PutAside[2]).ShouldStartWith("audit-");
        await _test.OpenAsync();
        (await _test.KeysAsync()).ShouldBe(keys, ignoreOrder: true);
        (await _test.Cache.Audit.VerifyAsync())
            .Problems.Where(problem => problem.Kind.StartsWith("seal", StringComparison.OrdinalIgnoreCase))
            .ShouldBeEmpty("the new seal knows that the journal was restored");
    }

    [Fact]
    public async Task Restoring_twice_at_once_keeps_what_each_put_aside()
    {
        await MakeAsync(entries: 1);
        await _test.Cache.DisposeAsync();

        var first = await CacheBackup.RestoreAsync(_test.Options, Backup, replace: true);
        var second = await CacheBackup.RestoreAsync(_test.Options, Backup, replace: true);

        first
            .PutAside.Concat(second.PutAside)
            .Where(path => Path.GetFileName(path) is ['j', .., '.', 'd', 'b'])
            .Distinct()
            .Count(File.Exists)
            .ShouldBe(2);
    }

    [Fact]
    public async Task A_journal_that_is_in_use_elsewhere_is_taken_with_its_log()
    {
        await MakeAsync(entries: 3);
        await _test.StoreAsync(1, from: 50);
        var elsewhere = new CacheActorsOptions { Folder = _temporary.At("elsewhere") };

        (await CacheBackup.RestoreAsync(elsewhere, Journal)).Events.ShouldBe(4);
    }

    [Fact]
    public async Task An_open_cache_is_refused()
    {
        await MakeAsync(entries: 1);

        await Should.ThrowAsync<CacheInUseException>(CacheBackup.RestoreAsync(_test.Options, Backup, replace: true));
    }

    [Theory]
    [InlineData("header", "not a database")]
    [InlineData("page", "cannot be restored")]
    [InlineData("truncated", "cannot be restored")]
    [InlineData("empty", "no table of events")]
    [InlineData("text", "not a database")]
    [InlineData("views", "no table of events")]
    [InlineData("event", "row 3")]
    [InlineData("missing", "There is no backup")]
    public async Task What_is_no_whole_backup_is_refused_and_the_cache_stays_as_it_is(string damage, string why)
    {
        await MakeAsync(entries: 40);
        await _test.Cache.DisposeAsync();
        var before = await File.ReadAllBytesAsync(Journal);
        Spoil(damage);

        var refused = await Should.ThrowAsync<InvalidBackupException>(
            CacheBackup.RestoreAsync(_test.Options, Backup, replace: true)
        );

        refused.Message.ShouldContain(Backup);
        refused.Message.ShouldContain(why);
        (await File.ReadAllBytesAsync(Journal)).ShouldBe(before);
        Directory.GetFiles(_test.Options.Folder, "*.replaced*").ShouldBeEmpty();
        Directory.GetFiles(Path.Combine(_test.Options.Folder, "staging")).ShouldBeEmpty();
        await _test.OpenAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_restore_that_was_interrupted_is_told_and_can_be_run_again(int movedBefore)
    {
        await MakeAsync(entries: 3);
        await _test.Cache.DisposeAsync();
        await File.WriteAllTextAsync(Journal + "-wal", "log");
        // What a crash leaves after so many of its steps.
        await File.WriteAllTextAsync(Path.Combine(_test.Options.Folder, "journal.restoring"), "20260101T000000Z");
        var aside = Path.Combine(_test.Options.Folder, "journal-20260101T000000Z.replaced.db");
        foreach (var part in new[] { "", "-wal" }.Take(movedBefore))
        {
            File.Move(Journal + part, aside + part);
        }

        (await Should.ThrowAsync<CacheException>(_test.OpenAsync())).Message.ShouldContain("interrupted");
        await CacheBackup.RestoreAsync(_test.Options, Backup, replace: true);

        File.Exists(aside).ShouldBeTrue();
        (await File.ReadAllTextAsync(aside + "-wal")).ShouldBe("log");
        await _test.OpenAsync();
        (await _test.KeysAsync()).Count.ShouldBe(3);
    }

    private async Task<EntryKey[]> MakeAsync(int entries)
    {
        await _test.OpenAsync();
        var keys = await _test.StoreAsync(entries);
        await _test.Cache.BackupAsync(Backup);
        return keys;
    }

    private void DeleteDatabases()
    {
        foreach (var file in Directory.GetFiles(_test.Options.Folder, "*.db*"))
        {
            File.Delete(file);
        }
    }

    private void Spoil(string damage)
    {
        switch (damage)
        {
            case "header":
                DatabaseDamage.OverwriteHeader(Backup);
                break;
            case "page":
                DatabaseDamage.OverwritePages(Backup, "entry-voice");
                break;
            case "truncated":
                DatabaseDamage.Truncate(Backup);
                break;
            case "empty":
                DatabaseDamage.Empty(Backup);
                break;
            case "text":
                DatabaseDamage.ReplaceByText(Backup);
                break;
            case "views":
                File.Copy(new CacheFolder(_test.Options.Folder).ViewsPath, Backup, overwrite: true);
                break;
            case "event":
                JournalFile.Execute(Backup, "UPDATE journal SET message = x'7b' WHERE ordering = 3");
                break;
            case "missing":
                File.Delete(Backup);
                break;
        }
    }
}
