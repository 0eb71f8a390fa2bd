using CacheActors.Domain.Entries;
using CacheActors.Journal;
using CacheActors.Tests.Eviction;
using CacheActors.Tests.Support;

namespace CacheActors.Tests.Backups;

public sealed class BackupTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly TestCache _test = new();

    private string File => _temporary.At("backup.db");

    public void Dispose()
    {
        _test.Dispose();
        _temporary.Dispose();
    }

    [Fact]
    public async Task A_backup_is_one_file_that_holds_every_event_and_says_how_many()
    {
        await _test.OpenAsync();
        var keys = await _test.StoreAsync(5);
        await _test.Cache.PinAsync(keys[0]);

        var report = await _test.Cache.BackupAsync(File);

        report.ShouldBe(new BackupReport(new FileInfo(File).Length, 6));
        Directory.GetFiles(_temporary.Path).ShouldBe([File]);
        Events(File, keys[0])
            .Select(e => e.GetType())
            .ShouldBe([typeof(EntryEvent.Synthesized), typeof(EntryEvent.Pinned)]);
        new FileInfo(File).UnixFileMode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(_temporary.Path).ShouldBe([File], "reading it needs no files beside it");
    }

    [Fact]
    public async Task Backups_beside_four_writers_hold_what_was_acknowledged_and_a_beginning_of_each_entrys_events()
    {
        await _test.OpenAsync();
        var acknowledged = new System.Collections.Concurrent.ConcurrentBag<EntryKey>();
        using var enough = new CancellationTokenSource();
        var writers = Enumerable
            .Range(0, 4)
            .Select(writer =>
                Task.Run(async () =>
                {
                    for (var i = 0; !enough.IsCancellationRequested; i++)
                    {
                        var key = (await _test.Cache.GetOrSynthesizeAsync(TestCache.Request(i, $"voice{writer}"))).Key;
                        acknowledged.Add(key);
                        await _test.Cache.PinAsync(key);
                        await _test.Cache.UnpinAsync(key);
                    }
                })
            )
            .ToList();
        var backups = new List<(string Path, EntryKey[] Before)>();
        for (var i = 0; i < 5; i++)
        {
            await Eventually.ShouldBeTrueAsync(() => Task.FromResult(acknowledged.Count >= (i + 1) * 4));
            EntryKey[] before = [.. acknowledged];
            var path = _temporary.At($"{i}.db");
            await _test.Cache.BackupAsync(path);
            backups.Add((path, before));
        }
        await enough.CancelAsync();
        await Task.WhenAll(writers);

        var journal = Path.Combine(_test.Options.Folder, "journal.db");
        foreach (var (path, before) in backups)
        {
            before.ShouldAllBe(key => Events(path, key).Count > 0);
            foreach (var key in acknowledged)
            {
                var kept = Events(path, key);
                kept.ShouldBe(Events(journal, key).Take(kept.Count));
            }
        }
    }

    [Fact]
    public async Task A_file_that_exists_is_replaced_only_when_that_was_asked_for()
    {
        await _test.OpenAsync();
        await _test.StoreAsync(1);
        _temporary.Write("backup.db", [1, 2, 3]);

        (await Should.ThrowAsync<CacheException>(_test.Cache.BackupAsync(File))).Message.ShouldContain("--force");
        System.IO.File.ReadAllBytes(File).ShouldBe([1, 2, 3]);

        (await _test.Cache.BackupAsync(File, replace: true)).Events.ShouldBe(1);
    }

    [Fact]
    public async Task A_backup_that_is_cancelled_in_the_middle_leaves_nothing()
    {
        await _test.OpenAsync();
        await _test.StoreAsync(1);
        using var cancel = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(
            _test.Cache.BackupAsync(File, progress: new Stop(cancel), cancellationToken: cancel.Token)
        );

        Directory.GetFiles(_temporary.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("journal.db", "belongs to the cache")]
    [InlineData("views.db", "belongs to the cache")]
    [InlineData("journal.db-wal", "belongs to the cache")]
    [InlineData("audio/backup.db", "for files of the cache only")]
    [InlineData("staging/backup.db", "for files of the cache only")]
    [InlineData("audio", "is a folder")]
    [InlineData("nowhere/backup.db", "There is no folder")]
    public async Task A_place_that_is_not_for_backups_is_refused(string name, string why)
    {
        await _test.OpenAsync();
        await _test.StoreAsync(1);

        (
            await Should.ThrowAsync<CacheException>(
                _test.Cache.BackupAsync(Path.Combine(_test.Options.Folder, name), replace: true)
            )
        ).Message.ShouldContain(why);
    }

    [Fact]
    public async Task A_link_to_the_journal_is_not_taken_for_another_file()
    {
        await _test.OpenAsync();
        await _test.StoreAsync(1);
        CacheActors.Files.DurableFile.TryLink(Path.Combine(_test.Options.Folder, "journal.db"), File).ShouldBeTrue();

        await Should.ThrowAsync<CacheException>(_test.Cache.BackupAsync(File, replace: true));
    }

    [Fact]
    public async Task A_cache_without_events_has_nothing_to_back_up()
    {
        await _test.OpenAsync();

        (await Should.ThrowAsync<CacheException>(_test.Cache.BackupAsync(File))).Message.ShouldContain("no events");
    }

    [Fact]
    public async Task A_damaged_journal_is_not_backed_up_and_told()
    {
        await _test.OpenAsync();
        await _test.StoreAsync(40);
        await _test.Cache.DisposeAsync();
        DatabaseDamage.OverwritePages(Path.Combine(_test.Options.Folder, "journal.db"), "entry-voice");

        var refused = await Should.ThrowAsync<JournalDamagedException>(CacheBackup.CreateAsync(_test.Options, File));

        refused.Message.ShouldContain("events can be read");
        Directory.GetFiles(_temporary.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_that_cannot_be_read_is_no_backup_either()
    {
        await _test.OpenAsync();
        await _test.StoreAsync(2);
        JournalFile.Execute(
            Path.Combine(_test.Options.Folder, "journal.db"),
            "UPDATE journal SET message = x'7b' WHERE ordering = 2"
        );

        (await Should.ThrowAsync<JournalDamagedException>(_test.Cache.BackupAsync(File))).Message.ShouldContain(
            "row 2"
        );
    }

    private static List<EntryEvent> Events(string path, EntryKey key)
    {
        using var reader = new JournalReader(path);
        return [.. reader.ReadEntry(key).Select(row => row.Event)];
    }

    private sealed class Stop(CancellationTokenSource source) : IProgress<BackupProgress>
    {
        public void Report(BackupProgress value) => source.Cancel();
    }
}
