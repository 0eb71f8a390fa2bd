using Akka.Actor;

namespace Akka.Event;

/// <summary>Subscribing by type parameter.</summary>
public static class EventStreamExtensions
{
    /// <summary>Subscribes an actor to events of a type and those derived from it.</summary>
    /// <typeparam name="TChannel">The type.</typeparam>
    /// <param name="eventStream">The event stream.</param>
    /// <param name="subscriber">The actor.</param>
    /// <returns>False if it gets all of them already.</returns>
    public static bool Subscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) =>
        eventStream.Subscribe(subscriber, typeof(TChannel));

    /// <summary>Ends the subscription of an actor to events of a type.</summary>
    /// <typeparam name="TChannel">The type.</typeparam>
    /// <param name="eventStream">The event stream.</param>
    /// <param name="subscriber">The actor.</param>
    /// <returns>False if there was none.</returns>
    public static bool Unsubscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) =>
        eventStream.Unsubscribe(subscriber, typeof(TChannel));
}
