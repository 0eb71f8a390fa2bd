using System.Threading.Channels;

namespace CacheActors.Tests.Processes;

/// <summary>A clock that a test moves; timers fire when it passes them.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Timer> _timers = [];
    private readonly Channel<TimeSpan> _started = Channel.CreateUnbounded<TimeSpan>();
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Ends once for each timer of this length that was started: a limit has begun to run.</summary>
    public Task TimerStartedAsync(TimeSpan length) => TimerStartedAsync(started => started == length);

    /// <summary>Ends once for each such timer that was started; returns how long it runs.</summary>
    public async Task<TimeSpan> TimerStartedAsync(Predicate<TimeSpan> isIt)
    {
        ChannelReader<TimeSpan> started = _started.Reader;
        while (true)
        {
            var length = await started.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1));
            if (isIt(length))
            {
                return length;
            }
        }
    }

    public void Advance(TimeSpan by)
    {
        var now = Interlocked.Add(ref _ticks, by.Ticks);
        List<Timer> due;
        lock (_gate)
        {
            due = _timers.FindAll(t => t.Due <= now);
            _timers.RemoveAll(due.Contains);
        }
        due.ForEach(t => t.Fire());
    }

    private sealed class Timer(ManualTime time, Action fire) : ITimer
    {
        public long Due { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                time._timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = time.GetTimestamp() + dueTime.Ticks;
                    time._timers.Add(this);
                    time._started.Writer.TryWrite(dueTime);
                }
            }
            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
