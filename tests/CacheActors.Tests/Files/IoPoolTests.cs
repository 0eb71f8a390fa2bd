using CacheActors.Files;

namespace CacheActors.Tests.Files;

public sealed class IoPoolTests
{
    [Fact]
    public async Task Calls_run_side_by_side_up_to_the_limit_and_the_rest_after_them()
    {
        using var pool = new IoPool(maxThreads: 3);
        using var meeting = new Barrier(3);
        var running = 0;
        var most = 0;

        // Three only meet if they run at the same time.
        var calls = Enumerable
            .Range(0, 30)
            .Select(i =>
                pool.RunAsync(() =>
                {
                    var now = Interlocked.Increment(ref running);
                    meeting.SignalAndWait(TimeSpan.FromMinutes(1)).ShouldBeTrue();
                    Interlocked.Decrement(ref running);
                    InterlockedMax(ref most, now);
                    return i;
                })
            );

        (await Task.WhenAll(calls)).ShouldBe(Enumerable.Range(0, 30));
        most.ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public async Task Blocking_calls_have_threads_of_their_own_and_who_awaits_them_does_not()
    {
        using var pool = new IoPool();

        var (name, background, shared) = await pool.RunAsync(() =>
            (Thread.CurrentThread.Name, Thread.CurrentThread.IsBackground, Thread.CurrentThread.IsThreadPoolThread)
        );

        name.ShouldNotBeNull().ShouldStartWith("cache-io-");
        background.ShouldBeTrue();
        shared.ShouldBeFalse();
        (Thread.CurrentThread.Name ?? "").ShouldNotStartWith("cache-io-");
    }

    [Fact]
    public async Task An_error_reaches_the_caller_and_the_pool_goes_on()
    {
        using var pool = new IoPool(maxThreads: 1);

        await Should.ThrowAsync<InvalidDataException>(() => pool.RunAsync(() => throw new InvalidDataException()));

        (await pool.RunAsync(() => 7)).ShouldBe(7);
    }

    [Fact]
    public async Task A_call_that_was_cancelled_in_the_queue_is_not_made()
    {
        using var pool = new IoPool(maxThreads: 1);
        using var gate = new ManualResetEventSlim();
        using var cancellation = new CancellationTokenSource();
        var made = false;
        var first = pool.RunAsync(gate.Wait);
        var second = pool.RunAsync(() => made = true, cancellation.Token);

        await cancellation.CancelAsync();
        gate.Set();

        await first;
        await Should.ThrowAsync<OperationCanceledException>(() => second);
        made.ShouldBeFalse();
    }

    [Fact]
    public async Task A_closed_pool_finishes_what_was_queued_and_takes_no_more()
    {
        var pool = new IoPool(maxThreads: 1);
        using var gate = new ManualResetEventSlim();
        var first = pool.RunAsync(gate.Wait);
        var second = pool.RunAsync(() => 7);

        pool.Dispose();
        gate.Set();

        await first;
        (await second).ShouldBe(7);
        Should.Throw<ObjectDisposedException>(() => pool.RunAsync(() => 8));
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); seen < value; )
        {
            seen = Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}
