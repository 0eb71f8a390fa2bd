using Akka.Actor;

namespace Akka.TestKit.Internal;

/// <summary>Expects or mutes the log events that filters name.</summary>
internal sealed partial class EventFilterApplier(
    TestKitBase testkit,
    ActorSystem system,
    IReadOnlyList<EventFilterBase> filters
) : IEventFilterApplier
{
    public EventFilterFactory And => new(testkit, system, _filters);

    public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) =>
        Run(AsFunc(action), timeout: null, expectedCount, cancellationToken);

    public void Expect(
        int expectedCount,
        TimeSpan timeout,
        Action action,
        CancellationToken cancellationToken = default
    ) => Run(AsFunc(action), timeout, expectedCount, cancellationToken);

    public T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default) =>
        Run(func, timeout: null, expectedCount, cancellationToken);

    public T Expect<T>(
        int expectedCount,
        TimeSpan timeout,
        Func<T> func,
        CancellationToken cancellationToken = default
    ) => Run(func, timeout, expectedCount, cancellationToken);

    public void ExpectOne(Action action, CancellationToken cancellationToken = default) =>
        Run(AsFunc(action), timeout: null, expected: 1, cancellationToken);

    public void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Run(AsFunc(action), timeout, expected: 1, cancellationToken);

    public T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default) =>
        Run(func, timeout: null, expected: 1, cancellationToken);

    public T ExpectOne<T>(TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) =>
        Run(func, timeout, expected: 1, cancellationToken);

    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        RunAsync(AsFunc(actionAsync), timeout: null, expectedCount, cancellationToken);

    public Task ExpectAsync(
        int expectedCount,
        Func<Task> actionAsync,
        TimeSpan? timeout,
        CancellationToken cancellationToken = default
    ) => RunAsync(AsFunc(actionAsync), timeout, expectedCount, cancellationToken);

    public Task ExpectAsync(
        int expectedCount,
        TimeSpan timeout,
        Action action,
        CancellationToken cancellationToken = default
    ) => RunAsync(AsTask(action), timeout, expectedCount, cancellationToken);

    public Task ExpectAsync(
        int expectedCount,
        TimeSpan timeout,
        Func<Task> action,
        CancellationToken cancellationToken = default
    ) => RunAsync(AsFunc(action), timeout, expectedCount, cancellationToken);

    public Task<T> ExpectAsync<T>(
        int expectedCount,
        Func<Task<T>> func,
        CancellationToken cancellationToken = default
    ) => RunAsync(func, timeout: null, expectedCount, cancellationToken);

    public Task<T> ExpectAsync<T>(
        int expectedCount,
        TimeSpan timeout,
        Func<Task<T>> func,
        CancellationToken cancellationToken = default
    ) => RunAsync(func, timeout, expectedCount, cancellationToken);

    public Task ExpectOneAsync(Action action, CancellationToken cancellationToken = default) =>
        RunAsync(AsTask(action), timeout: null, expected: 1, cancellationToken);

    public Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        RunAsync(AsFunc(actionAsync), timeout: null, expected: 1, cancellationToken);

    public Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        RunAsync(AsFunc(action), timeout, expected: 1, cancellationToken);

    public Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        RunAsync(func, timeout: null, expected: 1, cancellationToken);

    public Task<T> ExpectOneAsync<T>(
        TimeSpan timeout,
        Func<Task<T>> func,
        CancellationToken cancellationToken = default
    ) => RunAsync(func, timeout, expected: 1, cancellationToken);

    public void Mute(Action action, CancellationToken cancellationToken = default) =>
        Run(AsFunc(action), timeout: null, expected: null, cancellationToken);

    public T Mute<T>(Func<T> func, CancellationToken cancellationToken = default) =>
        Run(func, timeout: null, expected: null, cancellationToken);

    public Task MuteAsync(Action action, CancellationToken cancellationToken = default) =>
        RunAsync(AsTask(action), timeout: null, expected: null, cancellationToken);

    public Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default) =>
        RunAsync(AsFunc(action), timeout: null, expected: null, cancellationToken);

    public Task<T> MuteAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        RunAsync(func, timeout: null, expected: null, cancellationToken);

    public IUnmutableFilter Mute()
    {
        StartMuting();
        return new Muted(this);
    }
}
