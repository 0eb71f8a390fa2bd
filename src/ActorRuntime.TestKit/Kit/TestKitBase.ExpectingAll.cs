using System.Runtime.CompilerServices;

namespace Akka.TestKit;

/// <summary>Expecting several messages in any order, or one of several.</summary>
public abstract partial class TestKitBase
{
    /// <inheritdoc cref="ExpectMsgAllOf{T}(IReadOnlyCollection{T}, CancellationToken)"/>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) =>
        Collected(AllOfCore(block: true, RemainingOrDefault, messages, CancellationToken.None));

    /// <inheritdoc cref="ExpectMsgAllOf{T}(TimeSpan, IReadOnlyCollection{T}, CancellationToken)"/>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages) =>
        Collected(AllOfCore(block: true, RemainingOrDilated(max), messages, CancellationToken.None));

    /// <summary>
    /// Expects that the next messages equal these, each one once and in any order, within <see cref="RemainingOrDefault"/>.
    /// </summary>
    /// <typeparam name="T">The type of the messages.</typeparam>
    /// <param name="messages">The expected messages.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The messages in the order they came.</returns>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(
        IReadOnlyCollection<T> messages,
        CancellationToken cancellationToken = default
    ) => Collected(AllOfCore(block: true, RemainingOrDefault, messages, cancellationToken));

    /// <summary>Expects that the next messages equal these, each one once and in any order.</summary>
    /// <typeparam name="T">The type of the messages.</typeparam>
    /// <param name="max">How long to wait for all of them; dilated.</param>
    /// <param name="messages">The expected messages.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The messages in the order they came.</returns>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(
        TimeSpan max,
        IReadOnlyCollection<T> messages,
        CancellationToken cancellationToken = default
    ) => Collected(AllOfCore(block: true, RemainingOrDilated(max), messages, cancellationToken));

    /// <inheritdoc cref="ExpectMsgAllOf{T}(IReadOnlyCollection{T}, CancellationToken)"/>
    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(
        IReadOnlyCollection<T> messages,
        CancellationToken cancellationToken = default
    ) => AllOfCore(block: false, RemainingOrDefault, messages, cancellationToken);

    /// <inheritdoc cref="ExpectMsgAllOf{T}(TimeSpan, IReadOnlyCollection{T}, CancellationToken)"/>
    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(
        TimeSpan max,
        IReadOnlyCollection<T> messages,
        CancellationToken cancellationToken = default
    ) => AllOfCore(block: false, RemainingOrDilated(max), messages, cancellationToken);

    /// <summary>Expects that the next message equals one of these, within <see cref="RemainingOrDefault"/>.</summary>
    /// <typeparam name="T">The type of the messages.</typeparam>
    /// <param name="messages">The messages that are right.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The message.</returns>
    public T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        Ended(AnyOfCore(block: true, messages, cancellationToken));

    /// <inheritdoc cref="ExpectMsgAnyOf{T}"/>
    public ValueTask<T> ExpectMsgAnyOfAsync<T>(
        IEnumerable<T> messages,
        CancellationToken cancellationToken = default
    ) => AnyOfCore(block: false, messages, cancellationToken);

    /// <inheritdoc cref="ExpectMsgAllOfMatchingPredicates(IReadOnlyCollection{PredicateInfo}, CancellationToken)"/>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(params PredicateInfo[] predicates) =>
        ExpectMsgAllOfMatchingPredicates(predicates, CancellationToken.None);

    /// <inheritdoc cref="ExpectMsgAllOfMatchingPredicates(TimeSpan, IReadOnlyCollection{PredicateInfo}, CancellationToken)"/>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        TimeSpan max,
        params PredicateInfo[] predicates
    ) => ExpectMsgAllOfMatchingPredicates(max, predicates, CancellationToken.None);

    /// <summary>
    /// Expects that the next messages fulfil these predicates, each one once and in any order, within
    /// <see cref="RemainingOrDefault"/>.
    /// </summary>
    /// <param name="predicates">The predicates.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The messages in the order they came.</returns>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        IReadOnlyCollection<PredicateInfo> predicates,
        CancellationToken cancellationToken
    ) => Collected(MatchingCore(block: true, RemainingOrDefault, predicates, cancellationToken));

    /// <summary>Expects that the next messages fulfil these predicates, each one once and in any order.</summary>
    /// <param name="max">How long to wait for all of them; dilated.</param>
    /// <param name="predicates">The predicates.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The messages in the order they came.</returns>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        TimeSpan max,
        IReadOnlyCollection<PredicateInfo> predicates,
        CancellationToken cancellationToken
    ) => Collected(MatchingCore(block: true, RemainingOrDilated(max), predicates, cancellationToken));

    /// <inheritdoc cref="ExpectMsgAllOfMatchingPredicates(IReadOnlyCollection{PredicateInfo}, CancellationToken)"/>
    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(
        IReadOnlyCollection<PredicateInfo> predicates,
        CancellationToken cancellationToken = default
    ) => MatchingCore(block: false, RemainingOrDefault, predicates, cancellationToken);

    /// <inheritdoc cref="ExpectMsgAllOfMatchingPredicates(TimeSpan, IReadOnlyCollection{PredicateInfo}, CancellationToken)"/>
    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(
        TimeSpan max,
        IReadOnlyCollection<PredicateInfo> predicates,
        CancellationToken cancellationToken = default
    ) => MatchingCore(block: false, RemainingOrDilated(max), predicates, cancellationToken);

    private async IAsyncEnumerable<T> AllOfCore<T>(
        bool block,
        TimeSpan max,
        IReadOnlyCollection<T> messages,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var received = new List<object>();
        await foreach (var message in ReceiveNCore(block, messages.Count, max, cancellationToken))
        {
            received.Add(message);
        }
        // As in Akka.NET what is expected is a set: a message that is expected twice may come once, if another comes twice.
        var missing = messages.Where(m => !received.Exists(r => r is T && Equals(r, m))).ToList();
        var unexpected = received.Where(r => r is not T typed || !messages.Contains(typed)).ToList();
        if (missing.Count > 0 || unexpected.Count > 0)
        {
            throw Failure(
                $"Failed: Not found [{string.Join(", ", missing)}]; found unexpected [{string.Join(", ", unexpected)}]; received [{string.Join(", ", received)}]."
            );
        }
        foreach (var message in received)
        {
            yield return (T)message;
        }
    }

    private async IAsyncEnumerable<object> MatchingCore(
        bool block,
        TimeSpan max,
        IReadOnlyCollection<PredicateInfo> predicates,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var open = predicates.ToList();
        var received = new List<object>();
        await foreach (var message in ReceiveNCore(block, predicates.Count, max, cancellationToken))
        {
            received.Add(message);
            var match = open.FindIndex(predicate => predicate.Matches(message));
            if (match < 0)
            {
                throw Failure(
                    $"Failed: The message {{{message}}} (type {message.GetType()}) matches none of [{string.Join(", ", open)}]."
                );
            }
            open.RemoveAt(match);
        }
        foreach (var message in received)
        {
            yield return message;
        }
    }

    private async ValueTask<T> AnyOfCore<T>(bool block, IEnumerable<T> messages, CancellationToken cancellationToken)
    {
        var allowed = messages.ToList();
        var expected = $"one of [{string.Join(", ", allowed)}]";
        var message = await ExpectAsync<object>(
            block,
            expected,
            check: null,
            timeout: null,
            hint: null,
            cancellationToken
        );
        return message is T typed && allowed.Contains(typed)
            ? typed
            : throw Failure($"Failed: Expected {expected}, but received {{{message}}} (type {message.GetType()}).");
    }
}
