using CacheActors.Backups;
using CacheActors.Files;
using CacheActors.Tests.Eviction;
using CacheActors.Tests.Support;

namespace CacheActors.Tests.Backups;

public sealed class AutomaticBackupTests : IDisposable
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly TestCache _test = new();
    private readonly DateTimeOffset _firstEvent;

    public AutomaticBackupTests() => _firstEvent = _test.Clock.GetUtcNow();

    private string Folder => Path.Combine(_test.Options.Folder, "backups");

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_day_after_the_first_event_the_first_is_made_and_then_one_a_day()
    {
        await _test.OpenAsync();
        await _test.StoreAsync(1);
        await ReopenAndLookAsync();
        Names().ShouldBeEmpty();

        _test.Clock.Advance(Day);
        await ShouldHaveAsync(1);
        var first = Names()[0];
        first.ShouldBe($"journal-{_test.Clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}.db");

        await _test.StoreAsync(1, from: 1);
        _test.Clock.Advance(Day);
        await ShouldHaveAsync(2);
        var fresh = new CacheActorsOptions { Folder = Path.Combine(_test.Options.Folder, "backups", "fresh") };
        (await CacheBackup.RestoreAsync(fresh, Path.Combine(Folder, Names()[1]))).Events.ShouldBe(2);
    }

    [Fact]
    public async Task The_newest_are_kept_and_other_files_are_left_alone()
    {
        _test.Options.Backup.Keep = 2;
        await OpenDueAsync();
        File.WriteAllText(Path.Combine(Folder, "journal-mine.db"), "mine");
        File.WriteAllText(Path.Combine(Folder, "notes.txt"), "mine");
        for (var i = 0; i < 4; i++)
        {
            var newest = Names()[^1];
            _test.Clock.Advance(Day);
            await Eventually.ShouldBeTrueAsync(() => Task.FromResult(Names()[^1] != newest));
            await NextIsSetAsync();
        }

        await ShouldHaveAsync(2);
        Directory.GetFiles(Folder).Length.ShouldBe(4);
    }

    [Fact]
    public async Task Restarts_do_not_postpone_the_next_one()
    {
        await OpenDueAsync();
        for (var i = 0; i < 8; i++)
        {
            _test.Clock.Advance(Day / 4);
            await ReopenAndLookAsync();
        }

        await ShouldHaveAsync(3);
    }

    [Fact]
    public async Task What_is_overdue_is_made_at_the_start()
    {
        await OpenDueAsync();
        await _test.Cache.DisposeAsync();
        _test.Clock.Advance(10 * Day);

        await _test.OpenAsync();

        await ShouldHaveAsync(2);
    }

    [Fact]
    public async Task A_backup_of_the_future_does_not_stop_the_others()
    {
        await OpenDueAsync();
        _test.Options.Backup.Keep = 1;
        File.Copy(Path.Combine(Folder, Names()[0]), Path.Combine(Folder, "journal-29991231T000000Z.db"));
        await ReopenAndLookAsync();

        _test.Clock.Advance(Day);

        await Eventually.ShouldBeTrueAsync(() =>
            Task.FromResult(
                Names() is [var only] && only == $"journal-{_test.Clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}.db"
            )
        );
    }

    [Fact]
    public async Task Off_is_off()
    {
        _test.Options.Backup.Interval = null;
        await _test.OpenAsync();
        await _test.StoreAsync(1);
        _test.Clock.Advance(100 * Day);

        await _test.ReopenAsync();
        await _test.ReopenAsync();

        Directory.Exists(Folder).ShouldBeFalse();
    }

    [Fact]
    public async Task A_disk_that_is_low_skips_one_and_it_is_made_an_hour_after_there_is_room()
    {
        var free = 0L;
        await _test.OpenAsync();
        await _test.StoreAsync(1);
        await _test.Cache.DisposeAsync();
        _test.Clock.Advance(2 * Day);
        using var counts = new BackupCounts(_test.Options.Folder);
        await _test.OpenAsync(services =>
            services with
            {
                Disk = new DiskWatch(services.Folder.Root, 1000, services.Time, _ => Interlocked.Read(ref free)),
            }
        );
        await Eventually.ShouldBeTrueAsync(() => Task.FromResult(counts.Of("skipped") == 1));
        Names().ShouldBeEmpty();

        Interlocked.Exchange(ref free, 10_000);
        await Eventually.ShouldBeTrueAsync(() =>
        {
            _test.Clock.Advance(TimeSpan.FromHours(1));
            return Task.FromResult(Names().Count > 0);
        });
    }

    [Fact]
    public async Task One_that_fails_is_counted_and_tried_again()
    {
        await _test.OpenAsync();
        await _test.StoreAsync(1);
        await _test.Cache.DisposeAsync();
        _test.Clock.Advance(2 * Day);
        File.WriteAllText(Folder, "a file in the way");
        using var counts = new BackupCounts(_test.Options.Folder);
        await _test.OpenAsync();
        await Eventually.ShouldBeTrueAsync(() => Task.FromResult(counts.Of("failed") == 1));

        File.Delete(Folder);
        await Eventually.ShouldBeTrueAsync(() =>
        {
            _test.Clock.Advance(TimeSpan.FromHours(1));
            return Task.FromResult(Names().Count > 0);
        });
        await Eventually.ShouldBeTrueAsync(() => Task.FromResult(counts.Of("done") > 0));
    }

    [Fact]
    public async Task A_journal_that_was_damaged_meanwhile_pushes_no_good_backup_out()
    {
        _test.Options.Backup.Keep = 1;
        await OpenDueAsync();
        await _test.StoreAsync(40, from: 1);
        var good = Names();
        var journal = Path.Combine(_test.Options.Folder, "journal.db");
        JournalFile.Execute(journal, "PRAGMA wal_checkpoint(TRUNCATE)");
        DatabaseDamage.OverwritePages(journal, "synthesized.v2");
        using var counts = new BackupCounts(_test.Options.Folder);

        await Eventually.ShouldBeTrueAsync(() =>
        {
            _test.Clock.Advance(Day / 2);
            return Task.FromResult(counts.Of("failed") > 0);
        });

        Names().ShouldBe(good);
        // The clock may have passed the time of one more try.
        await Eventually.ShouldBeTrueAsync(() => Task.FromResult(Directory.GetFiles(Folder).Length == 1));
    }

    [Fact]
    public async Task What_a_killed_backup_left_is_swept_with_the_next()
    {
        await OpenDueAsync();
        var left = Path.Combine(Folder, "journal-20260101T000000Z.db.0123456789abcdef.part");
        File.WriteAllText(left, "half");

        _test.Clock.Advance(Day);

        await ShouldHaveAsync(2);
        File.Exists(left).ShouldBeFalse();
    }

    [Fact]
    public async Task Backups_do_not_count_against_the_budget()
    {
        await OpenDueAsync();
        await ReopenAndLookAsync();

        (await _test.Cache.StatisticsAsync()).Bytes.ShouldBe(TestCache.ToneBytes);
        _test.Inside.Room.Ledger.Taken.ShouldBe(TestCache.ToneBytes);
    }

    /// <summary>A cache whose first backup was just made.</summary>
    private async Task OpenDueAsync()
    {
        await _test.OpenAsync();
        await _test.StoreAsync(1);
        await ReopenAndLookAsync();
        _test.Clock.Advance(Day);
        await ShouldHaveAsync(1);
    }

    /// <summary>Opens again; the looking after what is due at the start is over when it has been closed once.</summary>
    private async Task ReopenAndLookAsync()
    {
        await _test.ReopenAsync();
        await _test.ReopenAsync();
        await NextIsSetAsync();
    }

    private async Task ShouldHaveAsync(int count)
    {
        await Eventually.ShouldBeTrueAsync(() => Task.FromResult(Names().Count == count));
        await NextIsSetAsync();
    }

    // A timer that is set while a test's clock moves may be due too late for it.
    private Task NextIsSetAsync()
    {
        var due = (BackupFiles.NewestTime(Folder, _test.Clock.GetUtcNow()) ?? _firstEvent) + Day;
        return Eventually.ShouldBeTrueAsync(() => Task.FromResult(_test.Clock.HasTimerAt(due)));
    }

    private List<string> Names() =>
        Directory.Exists(Folder)
            ?
            [
                .. Directory
                    .GetFiles(Folder, "journal-2*Z.db")
                    .Select(path => Path.GetFileName(path)!)
                    .Order(StringComparer.Ordinal),
            ]
            : [];
}
