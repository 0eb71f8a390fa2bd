namespace Akka.Actor;

/// <summary>
/// A hashed wheel: entries hang in the bucket of their tick, so that adding and removing cost the same however many there
/// are, and a removed one leaves nothing behind. Its thread starts with the first entry and sleeps while no bucket is due.
/// Nothing is early; how late it can be is the tick plus the machine's load.
/// </summary>
internal sealed class TimerWheel : IDisposable
{
    private const int Buckets = 512;

    private readonly (WheelEntry? First, WheelEntry? Last)[] _buckets = new (WheelEntry?, WheelEntry?)[Buckets];
    private readonly object _lock = new();
    private readonly List<WheelEntry> _due = [];
    private readonly TimeProvider _time;
    private readonly Action<Exception> _onFailure;
    private readonly long _start;
    private readonly TimeSpan _tickDuration;
    private readonly string _name;
    private long _passed;
    private long _sleepsUntil = long.MaxValue;
    private int _count;
    private bool _running;
    private bool _disposed;

    public TimerWheel(string name, TimeSpan tickDuration, TimeProvider time, Action<Exception> onFailure)
    {
        _name = name;
        _tickDuration = tickDuration;
        _time = time;
        _onFailure = onFailure;
        _start = time.GetTimestamp();
    }

    /// <summary>
    /// The wheel of questions (<c>Ask</c>) in the process; they must time out even when their system has ended. All its entries
    /// do is end a task, which cannot fail.
    /// </summary>
    public static TimerWheel Shared { get; } =
        new("akka.ask", TimeSpan.FromMilliseconds(10), TimeProvider.System, static _ => { });

    /// <summary>The time since the wheel was made.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <summary>Adds an entry. False if the wheel was disposed of.</summary>
    public bool Add(WheelEntry entry, TimeSpan delay)
    {
        var due = SaturatingAdd(Elapsed, delay);
        lock (_lock)
        {
            if (_disposed)
            {
                return false;
            }
            Link(entry, due);
            if (!_running)
            {
                _running = true;
                new Thread(Turn) { IsBackground = true, Name = _name }.Start();
            }
            else if (entry.Tick < _sleepsUntil)
            {
                _sleepsUntil = entry.Tick;
                Monitor.Pulse(_lock);
            }
            return true;
        }
    }

    /// <summary>Removes an entry, if it is there.</summary>
    public void Remove(WheelEntry entry)
    {
        lock (_lock)
        {
            if (entry.Tick >= 0)
            {
                Unlink(entry);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            Array.Clear(_buckets);
            _count = 0;
            Monitor.Pulse(_lock);
        }
    }

    private static TimeSpan SaturatingAdd(TimeSpan left, TimeSpan right) =>
        right > TimeSpan.MaxValue - left ? TimeSpan.MaxValue : left + right;

    /// <summary>The first tick that is not before a time.</summary>
    private long TickAt(TimeSpan time) =>
        (time.Ticks / _tickDuration.Ticks) + (time.Ticks % _tickDuration.Ticks > 0 ? 1 : 0);

    private void Turn()
    {
        while (WaitForDue())
        {
            foreach (var entry in _due)
            {
                try
                {
                    entry.Fire();
                }
                catch (Exception failure)
                {
                    Remove(entry); // What fails does not come again,
                    _onFailure(failure); // and ends no other timer.
                }
            }
            _due.Clear();
        }
    }

    /// <summary>Sleeps until entries are due, and takes them out. False once the wheel was disposed of.</summary>
    private bool WaitForDue()
    {
        lock (_lock)
        {
            while (!_disposed)
            {
                TakeDue(Elapsed.Ticks / _tickDuration.Ticks);
                if (_due.Count > 0)
                {
                    return true;
                }
                _sleepsUntil = NextOccupied();
                if (_sleepsUntil == long.MaxValue)
                {
                    Monitor.Wait(_lock);
                }
                else
                {
                    var wait = new TimeSpan(_sleepsUntil * _tickDuration.Ticks) - Elapsed;
                    if (wait > TimeSpan.Zero)
                    {
                        Monitor.Wait(_lock, (int)Math.Ceiling(wait.TotalMilliseconds));
                    }
                }
            }
            return false;
        }
    }

    private void TakeDue(long now)
    {
        if (now - _passed > Buckets)
        {
            _passed = now - Buckets; // Asleep for more than a turn: every bucket once will do.
        }
        while (_passed < now)
        {
            _passed++;
            var entry = _buckets[_passed % Buckets].First;
            while (entry is not null)
            {
                var next = entry.Next;
                if (entry.Tick <= now)
                {
                    TakeDue(entry, now);
                }
                entry = next;
            }
        }
    }

    private void TakeDue(WheelEntry entry, long now)
    {
        Unlink(entry);
        _due.Add(entry);
        if (entry.Interval > TimeSpan.Zero)
        {
            // At a fixed rate; what was missed (the machine slept) is not made up for.
            var next = entry.Due + entry.Interval;
            var soonest = new TimeSpan((now + 1) * _tickDuration.Ticks);
            Link(entry, next > soonest ? next : soonest);
        }
    }

    /// <summary>The next tick whose bucket holds something, perhaps for a later turn.</summary>
    private long NextOccupied()
    {
        if (_count > 0)
        {
            for (var tick = _passed + 1; tick <= _passed + Buckets; tick++)
            {
                if (_buckets[tick % Buckets].First is not null)
                {
                    return tick;
                }
            }
        }
        return long.MaxValue;
    }

    private void Link(WheelEntry entry, TimeSpan due)
    {
        entry.Due = due;
        entry.Tick = Math.Max(TickAt(due), _passed + 1);
        ref var bucket = ref _buckets[entry.Tick % Buckets];
        entry.Next = null;
        entry.Previous = bucket.Last;
        if (bucket.Last is null)
        {
            bucket.First = entry;
        }
        else
        {
            bucket.Last.Next = entry;
        }
        bucket.Last = entry;
        _count++;
    }

    private void Unlink(WheelEntry entry)
    {
        ref var bucket = ref _buckets[entry.Tick % Buckets];
        if (entry.Previous is null)
        {
            bucket.First = entry.Next;
        }
        else
        {
            entry.Previous.Next = entry.Next;
        }
        if (entry.Next is null)
        {
            bucket.Last = entry.Previous;
        }
        else
        {
            entry.Next.Previous = entry.Previous;
        }
        entry.Previous = null;
        entry.Next = null;
        entry.Tick = -1;
        _count--;
    }
}
