using CacheActors.Reconciliation;
using CacheActors.Tests.Support;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Reconciliation;

public sealed class ByteRateTests
{
    private readonly TestClock _clock = new();

    [Fact]
    public async Task Each_waits_until_what_was_taken_before_is_paid_for()
    {
        var rate = new ByteRate(1000, _clock);

        await rate.TakeAsync(500, default);
        var second = rate.TakeAsync(2000, default).AsTask();
        var third = rate.TakeAsync(1, default).AsTask();

        _clock.Advance(TimeSpan.FromMilliseconds(499));
        second.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await second;
        _clock.Advance(TimeSpan.FromMilliseconds(1999));
        third.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await third;
    }

    [Fact]
    public async Task What_was_not_used_does_not_add_up()
    {
        var rate = new ByteRate(1000, _clock);
        _clock.Advance(TimeSpan.FromHours(1));

        await rate.TakeAsync(1000, default);

        rate.TakeAsync(1000, default).AsTask().IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Who_gives_up_waits_no_longer()
    {
        using var patience = new CancellationTokenSource();
        var rate = new ByteRate(1000, _clock);
        await rate.TakeAsync(1000, default);
        var waiting = rate.TakeAsync(1000, patience.Token).AsTask();

        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(waiting);
    }

    [Fact]
    public void Without_a_rate_nobody_waits()
    {
        var rate = new ByteRate(null, _clock);

        rate.IsLimited.ShouldBeFalse();
        rate.TakeAsync(long.MaxValue, default).AsTask().IsCompletedSuccessfully.ShouldBeTrue();
        rate.TakeAsync(long.MaxValue, default).AsTask().IsCompletedSuccessfully.ShouldBeTrue();
    }
}
