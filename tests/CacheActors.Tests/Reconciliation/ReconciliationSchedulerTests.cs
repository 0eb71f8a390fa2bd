using System.Globalization;
using System.Threading.Channels;
using Akka.Actor;
using CacheActors.Diagnostics;
using CacheActors.Reconciliation;
using CacheActors.Tests.Support;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Reconciliation;

public sealed class ReconciliationSchedulerTests : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private readonly CacheMeter _meter;
    private readonly MeterSums _sums;
    private readonly ActorSystem _system = ActorSystem.Create("scheduler");
    private readonly Channel<AutomaticRun> _runs = Channel.CreateUnbounded<AutomaticRun>();
    private readonly ReconciliationOptions _options = new() { DeepEvery = null };
    private readonly Host _host = new();
    private DateTimeOffset? _lastRun;
    private Func<AutomaticRun, Task> _run = _ => Task.CompletedTask;

    public ReconciliationSchedulerTests()
    {
        var folder = Guid.NewGuid().ToString();
        _sums = new MeterSums(folder);
        _meter = new CacheMeter(folder, _clock);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _system.Terminate();
        _meter.Dispose();
        _sums.Dispose();
    }

    [Fact]
    public async Task Every_night_has_its_run_also_those_in_which_the_clocks_are_changed()
    {
        _clock.Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        _clock.Advance(At("2035-03-24T12:00:00Z") - _clock.GetUtcNow());
        _lastRun = _clock.GetUtcNow();
        Start();

        DateTimeOffset[] nights = [await NextRunAsync(), await NextRunAsync(), await NextRunAsync()];

        nights.ShouldBe([At("2035-03-25T01:00:00Z"), At("2035-03-26T01:00:00Z"), At("2035-03-27T01:00:00Z")]);
    }

    [Fact]
    public async Task A_folder_that_is_not_as_it_was_left_is_looked_at_at_once_and_its_content_at_night()
    {
        _options.DeepEvery = TimeSpan.FromDays(30);
        var start = _clock.GetUtcNow();
        _lastRun = start - TimeSpan.FromHours(1);
        Start(dueAtStart: true);

        (await _runs.Reader.ReadAsync()).ShouldBe(new AutomaticRun(start, VerifyNotSince: null));

        await NextRunAsync(run => run.VerifyNotSince.ShouldBe(run.BegunAt - TimeSpan.FromDays(30)));
    }

    [Fact]
    public async Task A_run_that_was_missed_while_the_host_was_off_is_made_up_for_at_once()
    {
        _lastRun = _clock.GetUtcNow() - TimeSpan.FromDays(9);

        Start();

        (await _runs.Reader.ReadAsync()).BegunAt.ShouldBe(_clock.GetUtcNow());
    }

    [Fact]
    public async Task A_busy_host_is_asked_again_after_a_while()
    {
        _host.IsBusy = true;
        var due = _clock.GetUtcNow();
        Start(dueAtStart: true);
        await FireNextTimerAsync();
        await FireNextTimerAsync();
        await Eventually.ShouldBeTrueAsync(() => Task.FromResult(_clock.NextTimer is not null));
        _host.IsBusy = false;

        (await NextRunAsync()).ShouldBe(due + 3 * _options.BusyRetry);

        _sums["cacheactors.reconciliation.postponed"].ShouldBe(3);
    }

    [Fact]
    public async Task A_host_that_is_always_busy_has_its_run_all_the_same()
    {
        _host.IsBusy = true;
        var due = _clock.GetUtcNow();
        Start(dueAtStart: true);

        (await NextRunAsync()).ShouldBe(due + _options.BusyLimit);
    }

    [Fact]
    public async Task A_run_that_fails_before_it_began_is_tried_again_with_a_pause()
    {
        _run = _ => throw new InvalidOperationException("another run is under way");
        _lastRun = _clock.GetUtcNow() - TimeSpan.FromDays(9);
        var due = _clock.GetUtcNow();
        Start();
        (await _runs.Reader.ReadAsync()).BegunAt.ShouldBe(due);

        (await NextRunAsync()).ShouldBe(due + _options.BusyRetry);
    }

    [Fact]
    public async Task No_second_run_begins_while_one_is_under_way()
    {
        var end = new TaskCompletionSource();
        _run = _ => end.Task;
        Start(dueAtStart: true);
        await _runs.Reader.ReadAsync();

        _clock.Advance(TimeSpan.FromDays(3));
        _clock.NextTimer.ShouldBeNull();
        _runs.Reader.TryRead(out _).ShouldBeFalse();

        end.SetResult();
        (await NextRunAsync()).ShouldBe(_clock.GetUtcNow());
    }

    [Fact]
    public async Task Without_an_interval_there_is_the_run_after_the_start_and_no_other()
    {
        _options.Interval = null;
        Start(dueAtStart: true);
        await _runs.Reader.ReadAsync();

        for (var hours = 0; hours < 48; hours++)
        {
            await FireNextTimerAsync();
        }

        _runs.Reader.TryRead(out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Switched_off_it_does_nothing()
    {
        _options.Automatic = false;
        var scheduler = Start(dueAtStart: true);

        await scheduler.Ask<ActorIdentity>(new Identify(1));

        _clock.NextTimer.ShouldBeNull();
        _runs.Reader.TryRead(out _).ShouldBeFalse();
    }

    private IActorRef Start(bool dueAtStart = false)
    {
        var services = new SchedulerServices(
            _options,
            _clock,
            _meter.Reconciliation,
            () => Task.FromResult(_lastRun),
            _host,
            async run =>
            {
                _runs.Writer.TryWrite(run);
                await _run(run);
                _lastRun = run.BegunAt;
            },
            dueAtStart
        );
        return _system.ActorOf(Props.Create<ReconciliationScheduler>(services));
    }

    private async Task<DateTimeOffset> NextRunAsync(Action<AutomaticRun>? check = null)
    {
        AutomaticRun? run;
        while (!_runs.Reader.TryRead(out run))
        {
            await FireNextTimerAsync();
        }
        check?.Invoke(run);
        return run.BegunAt;
    }

    // Either a timer is set, or a run has begun.
    private async Task FireNextTimerAsync()
    {
        await Eventually.ShouldBeTrueAsync(() =>
            Task.FromResult(_clock.NextTimer is not null || _runs.Reader.TryPeek(out _))
        );
        if (_clock.NextTimer is { } next && !_runs.Reader.TryPeek(out _))
        {
            _clock.Advance(next - _clock.GetUtcNow());
        }
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private sealed class Host : IHostActivity
    {
        public bool IsBusy { get; set; }
    }
}
