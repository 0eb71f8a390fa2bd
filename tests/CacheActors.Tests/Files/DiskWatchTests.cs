using CacheActors.Files;
using CacheActors.Tests.Processes;

namespace CacheActors.Tests.Files;

/// <summary>Low disk space is told once each time, and the disk is hardly ever asked.</summary>
public sealed class DiskWatchTests
{
    private const long WarnBelow = 1000;

    private readonly ManualTime _time = new();
    private readonly List<DiskSpace> _told = [];
    private readonly DiskWatch _watch;
    private long _free = 1_000_000;
    private int _asked;

    public DiskWatchTests()
    {
        _watch = new DiskWatch("/cache", WarnBelow, _time, Ask);
        _watch.RanLow += (_, low) => _told.Add(low.Space);
    }

    [Fact]
    public void A_disk_that_runs_low_is_told_once_until_it_has_more_again()
    {
        Write(998_000);
        _told.ShouldBeEmpty();
        Write(1500);
        Write(300);
        _watch.Look();

        _told.ShouldBe([new DiskSpace("/cache", 500, WarnBelow)]);

        _free = 5000;
        _watch.Look().IsLow.ShouldBeFalse();
        Write(4100);
        _told.Select(space => space.FreeBytes).ShouldBe([500, 900]);
    }

    [Fact]
    public void The_disk_is_asked_rarely_while_it_has_much_free()
    {
        for (var i = 0; i < 9980; i++)
        {
            Write(100);
        }

        _told.ShouldBeEmpty();
        _asked.ShouldBeLessThan(25);
        Write(2000);
        _told.ShouldHaveSingleItem();
    }

    [Fact]
    public void What_others_write_is_seen_with_the_next_write_after_a_while()
    {
        Write(1);
        _free = 10;
        Write(1);
        _told.ShouldBeEmpty();

        _time.Advance(TimeSpan.FromSeconds(10));
        Write(1);

        _told.ShouldHaveSingleItem().FreeBytes.ShouldBe(8);
    }

    [Fact]
    public void A_listener_that_fails_does_not_fail_the_write()
    {
        _watch.RanLow += (_, _) => throw new InvalidOperationException("no");

        Should.NotThrow(() => Write(999_999));

        _told.ShouldHaveSingleItem();
    }

    [Fact]
    public void Without_a_threshold_the_disk_is_not_asked()
    {
        var watch = new DiskWatch("/cache", warnBelow: 0, _time, Ask);

        watch.Wrote(long.MaxValue);

        _asked.ShouldBe(0);
    }

    [Fact]
    public void The_real_disk_says_what_it_has()
    {
        var watch = new DiskWatch(Path.GetTempPath(), long.MaxValue, _time);

        var space = watch.Look();

        space.FreeBytes.ShouldBeGreaterThan(0);
        space.IsLow.ShouldBeTrue();
    }

    [Fact]
    public void A_disk_that_is_not_there_is_named()
    {
        var watch = new DiskWatch("/no/such/folder", WarnBelow, _time);

        Should.Throw<StorageException>(watch.Look).Message.ShouldContain("/no/such/folder");
    }

    private void Write(long bytes)
    {
        _free -= bytes;
        _watch.Wrote(bytes);
    }

    private long Ask(string folder)
    {
        _asked++;
        return _free;
    }
}
