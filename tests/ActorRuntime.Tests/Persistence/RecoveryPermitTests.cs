using Akka.Actor;
using Shouldly;
using Xunit;

namespace Akka.Persistence;

public sealed class RecoveryPermitTests : IAsyncLifetime
{
    private readonly PersistenceFixture _fixture = new(
        $$"""
        {{FaultyJournal.Settings}}
        akka.persistence.max-concurrent-recoveries = 2
        """
    );

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _fixture.DisposeAsync().AsTask();

    [Fact]
    public async Task No_more_actors_recover_at_once_than_allowed_and_the_others_follow_in_order()
    {
        var reads = new List<(string Id, TaskCompletionSource<long> Answer)>();
        JournalFaults.Of(_fixture.System).Read = id =>
        {
            var answer = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (reads)
            {
                reads.Add((id, answer));
            }

            _fixture.Probe.Tell($"reading {id}");
            return answer.Task;
        };
        var ids = Enumerable.Range(0, 6).Select(i => $"a{i}").ToList();
        ids.ForEach(id => _fixture.Start(id, (_, _) => { }));

        var first = await _fixture.Next(2);
        lock (reads)
        {
            reads.Count.ShouldBe(2);
            reads[0].Answer.SetResult(0);
        }

        (await _fixture.Next(2)).ShouldContain("recovered");
        lock (reads)
        {
            reads.Count.ShouldBe(3);
        }

        first.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_actor_that_is_stopped_while_it_recovers_or_waits_holds_up_nobody()
    {
        var faults = JournalFaults.Of(_fixture.System);
        faults.Read = _ => new TaskCompletionSource<long>().Task;
        var stuck = Enumerable.Range(0, 5).Select(i => _fixture.Start($"stuck{i}", (_, _) => { })).ToList();
        stuck.ForEach(actor => _fixture.System.Stop(actor));
        await Task.WhenAll(stuck.Select(_fixture.Stopped));
        faults.Read = null;

        _fixture.Start("a", (_, _) => { });

        (await _fixture.Next()).ShouldBe("recovered");
    }

    [Fact]
    public async Task An_actor_whose_recovery_fails_holds_up_nobody()
    {
        var faults = JournalFaults.Of(_fixture.System);
        faults.Read = _ => Task.FromException<long>(new IOException("no"));
        var failing = Enumerable.Range(0, 5).Select(i => _fixture.Start($"failing{i}", (_, _) => { })).ToList();
        await _fixture.Next(5);
        await Task.WhenAll(failing.Select(_fixture.Stopped));
        faults.Read = null;

        _fixture.Start("a", (_, _) => { });

        (await _fixture.Next()).ShouldBe("recovered");
    }

    [Fact]
    public async Task A_thousand_actors_that_start_at_once_all_recover()
    {
        for (var i = 0; i < 1000; i++)
        {
            _fixture.Start($"a{i}", (_, _) => { });
        }

        (await _fixture.Next(1000)).ShouldAllBe(line => line == "recovered");
    }

    [Fact]
    public async Task The_time_spent_waiting_in_line_is_not_time_of_the_recovery()
    {
        await using var fixture = new PersistenceFixture(
            $$"""
            {{FaultyJournal.Settings}}
            faulty.recovery-event-timeout = 100ms
            akka.persistence.max-concurrent-recoveries = 1
            """
        );
        var reading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        JournalFaults.Of(fixture.System).Read = id =>
        {
            reading.TrySetResult();
            return id == "stuck" ? new TaskCompletionSource<long>().Task : Task.FromResult(0L);
        };
        fixture.Start("stuck", (_, _) => { });
        await reading.Task;
        fixture.Start("second in line", (_, _) => { });

        ((string)await fixture.Next()).ShouldStartWith("recovery failed at -: Recovery timed out");
        (await fixture.Next()).ShouldBe("recovered");
    }

    [Fact]
    public void A_permit_given_back_twice_counts_once()
    {
        var permits = new RecoveryPermits(1);
        var first = permits.Request(ActorRefs.Nobody);
        permits.Return(first);
        permits.Return(first);

        permits.Request(ActorRefs.Nobody).State.ShouldBe(RecoveryPermitState.Granted);
        permits.Request(ActorRefs.Nobody).State.ShouldBe(RecoveryPermitState.Waiting);
    }

    [Fact]
    public void A_permit_that_is_no_longer_wanted_is_skipped()
    {
        var permits = new RecoveryPermits(1);
        var first = permits.Request(ActorRefs.Nobody);
        var gone = permits.Request(ActorRefs.Nobody);
        var next = permits.Request(ActorRefs.Nobody);
        permits.Return(gone);

        permits.Return(first);

        next.State.ShouldBe(RecoveryPermitState.Granted);
    }
}
