using System.Collections.Immutable;

namespace Akka.Persistence.Journal;

/// <summary>An event and the tags it can be found by. Made by an event adapter; an actor that recovers gets the bare event.</summary>
/// <param name="payload">The event.</param>
/// <param name="tags">The tags.</param>
public readonly struct Tagged(object payload, IImmutableSet<string> tags)
{
    /// <summary>An event and its tags.</summary>
    /// <param name="payload">The event.</param>
    /// <param name="tags">The tags.</param>
    public Tagged(object payload, IEnumerable<string> tags)
        : this(payload, tags.ToImmutableHashSet()) { }

    /// <summary>The event.</summary>
    public object Payload { get; } = payload;

    /// <summary>The tags.</summary>
    public IImmutableSet<string> Tags { get; } = tags;
}
