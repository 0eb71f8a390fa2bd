using CacheActors.Space;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Space;

public class RoomTests
{
    private readonly SpaceLedger _ledger = new(budgetBytes: 100);
    private readonly Room _room;
    private int _wanted;

    public RoomTests()
    {
        _room = new Room(_ledger);
        _room.MakeBy(() => _wanted++);
    }

    [Fact]
    public async Task Free_space_is_taken_without_asking_anybody()
    {
        using var reservation = new SpaceReservation(_ledger);

        await _room.GrowAsync(reservation, 100, CancellationToken.None);

        (reservation.Bytes, _ledger.Free, _wanted).ShouldBe((100, 0, 0));
    }

    [Fact]
    public async Task Who_finds_no_space_waits_until_it_is_given_back()
    {
        _ledger.Count(90);
        using var reservation = new SpaceReservation(_ledger);

        var growing = _room.GrowAsync(reservation, 30, CancellationToken.None).AsTask();
        _wanted.ShouldBe(1);
        _ledger.GiveBack(19);
        growing.IsCompleted.ShouldBeFalse();
        _ledger.GiveBack(1);
        await growing;

        (reservation.Bytes, _ledger.Taken).ShouldBe((30, 100));
    }

    [Fact]
    public async Task Nobody_overtakes_those_who_wait()
    {
        _ledger.Count(80);
        using var large = new SpaceReservation(_ledger);
        using var small = new SpaceReservation(_ledger);

        var first = _room.GrowAsync(large, 50, CancellationToken.None).AsTask();
        var second = _room.GrowAsync(small, 10, CancellationToken.None).AsTask();
        _ledger.GiveBack(20);

        second.IsCompleted.ShouldBeFalse();
        _ledger.GiveBack(20);
        await Task.WhenAll(first, second);
        _ledger.Taken.ShouldBe(100);
    }

    [Fact]
    public async Task Work_that_others_wait_for_goes_before_them()
    {
        _ledger.Count(80);
        using var patient = new SpaceReservation(_ledger);
        using var urgent = new SpaceReservation(_ledger);

        var first = _room.GrowAsync(patient, 50, CancellationToken.None).AsTask();
        var second = _room.GrowAsync(urgent, 30, CancellationToken.None, isPatient: false).AsTask();
        _room.Waiting.Select(request => request.Bytes).ShouldBe([30, 50]);
        _ledger.GiveBack(10);

        await second;
        first.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Who_waits_no_more_takes_nothing_and_holds_nobody_up()
    {
        _ledger.Count(80);
        using var large = new SpaceReservation(_ledger);
        using var small = new SpaceReservation(_ledger);
        using var impatient = new CancellationTokenSource();
        var first = _room.GrowAsync(large, 50, impatient.Token).AsTask();
        var second = _room.GrowAsync(small, 20, CancellationToken.None).AsTask();

        await impatient.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(first);
        await second;
        (large.Bytes, small.Bytes, _ledger.Taken).ShouldBe((0, 20, 100));
    }

    [Fact]
    public async Task What_can_never_fit_is_refused_at_once()
    {
        using var reservation = new SpaceReservation(_ledger);
        reservation.TryGrow(60).ShouldBeTrue();

        var refused = await Should.ThrowAsync<CacheFullException>(
            _room.GrowAsync(reservation, 41, CancellationToken.None).AsTask()
        );

        (refused.NeededBytes, refused.BudgetBytes, _wanted).ShouldBe((101, 100, 0));
    }

    [Fact]
    public async Task Who_is_refused_gets_the_reason_and_the_next_is_served()
    {
        _ledger.Count(90);
        using var large = new SpaceReservation(_ledger);
        using var small = new SpaceReservation(_ledger);
        var first = _room.GrowAsync(large, 50, CancellationToken.None).AsTask();
        var second = _room.GrowAsync(small, 10, CancellationToken.None).AsTask();

        _room.Refuse(_room.Waiting[0], new CacheFullException(50, 100, []));

        await Should.ThrowAsync<CacheFullException>(first);
        await second;
        _room.IsWanted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_closed_room_refuses_who_waits_and_who_would_have_to()
    {
        _ledger.Count(100);
        using var reservation = new SpaceReservation(_ledger);
        var waiting = _room.GrowAsync(reservation, 1, CancellationToken.None).AsTask();

        _room.Close();

        await Should.ThrowAsync<ObjectDisposedException>(waiting);
        await Should.ThrowAsync<ObjectDisposedException>(
            _room.GrowAsync(reservation, 1, CancellationToken.None).AsTask()
        );
    }

    [Fact]
    public async Task However_many_take_and_give_back_at_once_all_are_served_and_the_budget_holds()
    {
        var most = 0L;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(() => TakeAndGiveBackAsync(caller))));

        most.ShouldBeLessThanOrEqualTo(100);
        _ledger.Taken.ShouldBe(0);
        _room.IsWanted.ShouldBeFalse();

        async Task TakeAndGiveBackAsync(int caller)
        {
            for (var i = 0; i < 2000; i++)
            {
                using var reservation = new SpaceReservation(_ledger);
                await _room.GrowAsync(reservation, 10 + ((i + caller) * 37 % 90), CancellationToken.None);
                InterlockedMax(ref most, _ledger.Taken);
            }
        }
    }

    private static void InterlockedMax(ref long target, long value)
    {
        for (var seen = Interlocked.Read(ref target); value > seen; )
        {
            seen = Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}
