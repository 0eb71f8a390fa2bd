using Akka.Configuration;
using Akka.Pattern;
using Shouldly;
using Xunit;

namespace Akka.Persistence;

public sealed class PluginBreakerTests
{
    private readonly ManualTime _time = new();
    private int _calls;

    [Fact]
    public async Task Calls_pass_while_failures_are_fewer_than_allowed()
    {
        var breaker = Create();
        await Fail(breaker);
        await Succeed(breaker);
        await Fail(breaker);

        (await Succeed(breaker)).ShouldBe(4);
    }

    [Fact]
    public async Task It_opens_after_so_many_failures_in_a_row_and_then_makes_no_calls()
    {
        var breaker = Create();
        await Fail(breaker);
        await Fail(breaker);

        var refused = await Should.ThrowAsync<OpenCircuitException>(() => Succeed(breaker));

        _calls.ShouldBe(2);
        refused.InnerException.ShouldBeOfType<IOException>();
        refused.RemainingDuration.ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task After_the_reset_timeout_one_call_is_made_and_its_success_closes_it()
    {
        var breaker = await Opened();
        _time.Advance(TimeSpan.FromSeconds(2));
        var slow = new TaskCompletionSource<int>();
        var probe = breaker.Run(slow, static slow => slow.Task);
        await Should.ThrowAsync<OpenCircuitException>(() => Succeed(breaker));

        slow.SetResult(1);
        await probe;

        await Succeed(breaker);
        await Fail(breaker);
        await Succeed(breaker);
    }

    [Fact]
    public async Task After_the_reset_timeout_one_failure_opens_it_again()
    {
        var breaker = await Opened();
        _time.Advance(TimeSpan.FromSeconds(2));
        await Fail(breaker);

        await Should.ThrowAsync<OpenCircuitException>(() => Succeed(breaker));
    }

    [Fact]
    public async Task A_call_let_through_that_never_ends_does_not_keep_it_open_for_ever()
    {
        var breaker = await Opened();
        _time.Advance(TimeSpan.FromSeconds(2));
        breaker.Enter();
        Should.Throw<OpenCircuitException>(breaker.Enter);

        _time.Advance(TimeSpan.FromSeconds(1));

        await Succeed(breaker);
        await Succeed(breaker);
    }

    [Fact]
    public async Task A_call_that_takes_too_long_has_failed()
    {
        var breaker = Create();
        var never = new TaskCompletionSource<int>();
        var first = breaker.Run(never, static never => never.Task);
        var second = breaker.Run(never, static never => never.Task);

        _time.Advance(TimeSpan.FromSeconds(1));

        await Should.ThrowAsync<TimeoutException>(() => first);
        await Should.ThrowAsync<TimeoutException>(() => second);
        await Should.ThrowAsync<OpenCircuitException>(() => Succeed(breaker));
    }

    [Fact]
    public async Task Errors_that_say_nothing_against_the_store_do_not_open_it()
    {
        var breaker = Create();
        for (var i = 0; i < 5; i++)
        {
            await Should.ThrowAsync<FormatException>(() =>
                breaker.Run(0, static _ => Task.FromException<int>(new FormatException()))
            );
        }

        await Succeed(breaker);
    }

    private PluginBreaker Create() =>
        new(
            ConfigurationFactory.ParseString("max-failures = 2, call-timeout = 1s, reset-timeout = 2s"),
            static error => error is not FormatException,
            _time
        );

    private async Task<PluginBreaker> Opened()
    {
        var breaker = Create();
        await Fail(breaker);
        await Fail(breaker);
        return breaker;
    }

    private Task<int> Succeed(PluginBreaker breaker) =>
        breaker.Run(this, static test => Task.FromResult(++test._calls));

    private Task<IOException> Fail(PluginBreaker breaker) =>
        Should.ThrowAsync<IOException>(() =>
            breaker.Run(
                this,
                static test =>
                {
                    test._calls++;
                    return Task.FromException<int>(new IOException());
                }
            )
        );
}
