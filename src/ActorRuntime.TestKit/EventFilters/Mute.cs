using Akka.Actor;
using Akka.TestKit.Internal;

namespace Akka.TestKit.TestEvent;

/// <summary>Published on the event stream: has the <see cref="TestEventListener"/> print no events that filters name.</summary>
/// <param name="filters">The filters.</param>
public sealed class Mute(IReadOnlyCollection<EventFilterBase> filters) : INoSerializationVerificationNeeded
{
    /// <summary>Creates the message.</summary>
    /// <param name="filters">The filters.</param>
    public Mute(params EventFilterBase[] filters)
        : this((IReadOnlyCollection<EventFilterBase>)filters) { }

    /// <summary>The filters.</summary>
    public IReadOnlyCollection<EventFilterBase> Filters { get; } = filters;
}

/// <summary>Published on the event stream: undoes <see cref="Mute"/>.</summary>
/// <param name="filters">The filters.</param>
public sealed class Unmute(IReadOnlyCollection<EventFilterBase> filters) : INoSerializationVerificationNeeded
{
    /// <summary>Creates the message.</summary>
    /// <param name="filters">The filters.</param>
    public Unmute(params EventFilterBase[] filters)
        : this((IReadOnlyCollection<EventFilterBase>)filters) { }

    /// <summary>The filters.</summary>
    public IReadOnlyCollection<EventFilterBase> Filters { get; } = filters;
}
