namespace Akka.Persistence.Journal;

/// <summary>What becomes of one stored event: none, one or several.</summary>
public interface IEventSequence
{
    /// <summary>The events in order.</summary>
    IEnumerable<object> Events { get; }
}

/// <summary>No event.</summary>
public interface IEmptyEventSequence : IEventSequence;

/// <summary>No event: the stored one is left out.</summary>
public sealed class EmptyEventSequence : IEmptyEventSequence, IEquatable<IEventSequence>
{
    /// <summary>The only instance.</summary>
    public static readonly EmptyEventSequence Instance = new();

    private EmptyEventSequence() { }

    /// <inheritdoc/>
    public IEnumerable<object> Events => [];

    /// <inheritdoc/>
    public bool Equals(IEventSequence? other) => other is EmptyEventSequence;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EmptyEventSequence;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;
}

/// <summary>One event.</summary>
/// <param name="e">The event.</param>
public readonly struct SingleEventSequence(object e) : IEventSequence, IEquatable<IEventSequence>
{
    private readonly object[] _events = [e];

    /// <inheritdoc/>
    public IEnumerable<object> Events => _events;

    /// <inheritdoc/>
    public bool Equals(IEventSequence? other) => other is SingleEventSequence && Events.SequenceEqual(other.Events);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SingleEventSequence other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _events[0].GetHashCode();
}

/// <summary>Several events.</summary>
/// <typeparam name="T">Their type.</typeparam>
/// <param name="events">The events in order.</param>
public class EventSequence<T>(IEnumerable<object> events) : IEventSequence, IEquatable<IEventSequence>
{
    /// <inheritdoc/>
    public IEnumerable<object> Events { get; } = [.. events];

    /// <inheritdoc/>
    public bool Equals(IEventSequence? other) => other is not null && Events.SequenceEqual(other.Events);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IEventSequence);

    /// <inheritdoc/>
    public override int GetHashCode() => Events.Aggregate(0, HashCode.Combine);
}

/// <summary>Creates sequences of events.</summary>
public static class EventSequence
{
    /// <summary>No event: the stored one is left out.</summary>
    public static readonly IEventSequence Empty = EmptyEventSequence.Instance;

    /// <summary>One event.</summary>
    /// <param name="e">The event.</param>
    public static IEventSequence Single(object e) => new SingleEventSequence(e);

    /// <summary>Several events.</summary>
    /// <param name="events">The events in order.</param>
    public static IEventSequence Create(params object[] events) => new EventSequence<object>(events);

    /// <summary>Several events.</summary>
    /// <param name="events">The events in order.</param>
    public static IEventSequence Create(IEnumerable<object> events) => new EventSequence<object>(events);
}
