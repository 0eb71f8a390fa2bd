namespace Akka.TestKit;

/// <summary>What a test does with the log events that filters name.</summary>
public interface IEventFilterApplier
{
    /// <summary>Names further events beside these.</summary>
    EventFilterFactory And { get; }

    /// <summary>Runs a block and expects so many events during it, or within <c>akka.test.filter-leeway</c> after it.</summary>
    /// <param name="expectedCount">How many: not more and not fewer.</param>
    /// <param name="action">The block.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IEventFilterApplier.Expect(int, Action, CancellationToken)"/>
    void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IEventFilterApplier.Expect(int, Action, CancellationToken)"/>
    T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IEventFilterApplier.Expect(int, Action, CancellationToken)"/>
    T Expect<T>(int expectedCount, TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IEventFilterApplier.Expect(int, Action, CancellationToken)"/>
    void ExpectOne(Action action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IEventFilterApplier.Expect(int, Action, CancellationToken)"/>
    void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IEventFilterApplier.Expect(int, Action, CancellationToken)"/>
    T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IEventFilterApplier.Expect(int, Action, CancellationToken)"/>
    T ExpectOne<T>(TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IEventFilterApplier.Expect(int, Action, CancellationToken)"/>
    Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IEventFilterApplier.Expect(int, Action, CancellationToken)"/>
    Task ExpectAsync(
        int expectedCount,
        Func<Task> actionAsync,
        TimeSpan? timeout,
        CancellationToken cancellationToken = default
    );

    /// <inheritdoc cref="IEventFilterApplier.Expect(int, Action, CancellationToken)"/>
    Task ExpectAsync(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IEventFilterApplier.Expect(int, Action, CancellationToken)"/>
    Task ExpectAsync(
        int expectedCount,
        TimeSpan timeout,
        Func<Task> action,
        CancellationToken cancellationToken = default
    );

    /// <inheritdoc cref="IEventFilterApplier.Expect(int, Action, CancellationToken)"/>
    Task<T> ExpectAsync<T>(int expectedCount, Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IEventFilterApplier.Expect(int, Action, CancellationToken)"/>
    Task<T> ExpectAsync<T>(
        int expectedCount,
        TimeSpan timeout,
        Func<Task<T>> func,
        CancellationToken cancellationToken = default
    );

    /// <inheritdoc cref="IEventFilterApplier.Expect(int, Action, CancellationToken)"/>
    Task ExpectOneAsync(Action action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IEventFilterApplier.Expect(int, Action, CancellationToken)"/>
    Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IEventFilterApplier.Expect(int, Action, CancellationToken)"/>
    Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IEventFilterApplier.Expect(int, Action, CancellationToken)"/>
    Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IEventFilterApplier.Expect(int, Action, CancellationToken)"/>
    Task<T> ExpectOneAsync<T>(TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <summary>Runs a block and has events during it not printed.</summary>
    /// <param name="action">The block.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    void Mute(Action action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IEventFilterApplier.Mute(Action, CancellationToken)"/>
    T Mute<T>(Func<T> func, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IEventFilterApplier.Mute(Action, CancellationToken)"/>
    Task MuteAsync(Action action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IEventFilterApplier.Mute(Action, CancellationToken)"/>
    Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="IEventFilterApplier.Mute(Action, CancellationToken)"/>
    Task<T> MuteAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <summary>Has the events not printed until the result is unmuted or disposed of.</summary>
    IUnmutableFilter Mute();
}
