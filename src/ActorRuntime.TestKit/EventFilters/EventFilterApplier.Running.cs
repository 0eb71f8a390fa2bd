using Akka.Event;
using Akka.TestKit.TestEvent;

namespace Akka.TestKit.Internal;

/// <summary>Running a block under filters.</summary>
internal sealed partial class EventFilterApplier
{
    private readonly IReadOnlyList<EventFilterBase> _filters = filters;

    private void StartMuting()
    {
        Listeners.AwaitReady(system);
        system.EventStream.Publish(new Mute(_filters));
    }

    private void StopMuting() => system.EventStream.Publish(new Unmute(_filters));

    private static Func<bool> AsFunc(Action action) =>
        () =>
        {
            action();
            return true;
        };

    private static Func<Task<bool>> AsFunc(Func<Task> action) =>
        async () =>
        {
            await action();
            return true;
        };

    private static Func<Task<bool>> AsTask(Action action) => () => Task.FromResult(AsFunc(action)());

    private T Run<T>(Func<T> block, TimeSpan? timeout, int? expected, CancellationToken cancellationToken)
    {
        using var counting = new Counting(this);
        var result = block();
        if (expected is { } count)
        {
            var limit = LimitOf(timeout);
            testkit.AwaitConditionNoThrow(() => counting.IsDecided(count), limit, interval: null, cancellationToken);
            Judge(counting.Count, count, limit);
        }
        return result;
    }

    private async Task<T> RunAsync<T>(
        Func<Task<T>> block,
        TimeSpan? timeout,
        int? expected,
        CancellationToken cancellationToken
    )
    {
        using var counting = new Counting(this);
        var result = await block();
        if (expected is { } count)
        {
            var limit = LimitOf(timeout);
            await testkit.AwaitConditionNoThrowAsync(
                () => counting.IsDecided(count),
                limit,
                interval: null,
                cancellationToken
            );
            Judge(counting.Count, count, limit);
        }
        return result;
    }

    private TimeSpan LimitOf(TimeSpan? timeout) =>
        timeout is { } given ? testkit.Dilated(given) : TestKitExtension.For(system).TestEventFilterLeeway;

    private void Judge(int actual, int expected, TimeSpan limit)
    {
        var wanted = string.Join(" or ", _filters);
        if (actual < expected)
        {
            var reason =
                Listeners.Of(system).Count > 0
                    ? ""
                    : " The system has no TestEventListener among akka.loggers, so that filters see nothing.";
            testkit.TestAssertions.Fail(
                "{0}",
                $"Timeout ({Durations.Text(limit)}) while waiting for messages. Only received {actual}/{expected} messages that matched filter [{wanted}].{reason}"
            );
        }
        else if (actual > expected)
        {
            testkit.TestAssertions.Fail(
                "{0}",
                $"Received {actual - expected} {Noun(actual - expected)} too many. Expected {expected} {Noun(expected)} but received {actual} that matched filter [{wanted}]"
            );
        }
    }

    private static string Noun(int count) => count == 1 ? "message" : "messages";

    /// <summary>Mutes the events and counts them.</summary>
    private sealed class Counting : IDisposable
    {
        private readonly EventFilterApplier _owner;
        private LogEvent? _last;
        private int _count;

        public Counting(EventFilterApplier owner)
        {
            _owner = owner;
            foreach (var filter in owner._filters)
            {
                filter.EventMatched += Add;
            }
            owner.StartMuting();
        }

        public int Count => Volatile.Read(ref _count);

        /// <summary>True if waiting longer changes nothing; where none is expected, only the time decides.</summary>
        public bool IsDecided(int expected) => expected > 0 ? Count >= expected : Count > 0;

        public void Dispose()
        {
            foreach (var filter in _owner._filters)
            {
                filter.EventMatched -= Add;
            }
            _owner.StopMuting();
        }

        /// <summary>An event that several of the filters match counts once; it is shown to them one after the other.</summary>
        private void Add(EventFilterBase filter, LogEvent logEvent)
        {
            if (Interlocked.Exchange(ref _last, logEvent) != logEvent)
            {
                Interlocked.Increment(ref _count);
            }
        }
    }

    private sealed class Muted(EventFilterApplier owner) : IUnmutableFilter
    {
        public void Unmute() => owner.StopMuting();

        public void Dispose() => Unmute();
    }
}
