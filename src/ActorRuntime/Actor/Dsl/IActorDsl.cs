namespace Akka.Actor.Dsl;

/// <summary>What an actor does that is written down where it is created.</summary>
public interface IActorDsl
{
    /// <summary>Called after a restart; null for what actors do by default.</summary>
    Action<Exception, IActorContext>? OnPostRestart { get; set; }

    /// <summary>Called before a restart; null for what actors do by default.</summary>
    Action<Exception, object, IActorContext>? OnPreRestart { get; set; }

    /// <summary>Called after the end; null for what actors do by default.</summary>
    Action<IActorContext>? OnPostStop { get; set; }

    /// <summary>Called before the first message; null for what actors do by default.</summary>
    Action<IActorContext>? OnPreStart { get; set; }

    /// <summary>What is done when a child fails; null for what actors do by default.</summary>
    SupervisorStrategy? Strategy { get; set; }

    /// <summary>Handles messages of a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="handler">Handles them.</param>
    void Receive<T>(Action<T, IActorContext> handler);

    /// <summary>Handles messages of a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="shouldHandle">Which of them.</param>
    /// <param name="handler">Handles them.</param>
    void Receive<T>(Predicate<T> shouldHandle, Action<T, IActorContext> handler);

    /// <summary>Handles messages of a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="handler">Handles them.</param>
    /// <param name="shouldHandle">Which of them.</param>
    void Receive<T>(Action<T, IActorContext> handler, Predicate<T> shouldHandle);

    /// <summary>Handles what nothing else handles.</summary>
    /// <param name="handler">Handles it.</param>
    void ReceiveAny(Action<object, IActorContext> handler);

    /// <summary>Handles messages of a type, nothing else meanwhile.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="handler">Handles them.</param>
    /// <param name="shouldHandle">Which of them; null for all.</param>
    void ReceiveAsync<T>(Func<T, IActorContext, Task> handler, Predicate<T>? shouldHandle = null);

    /// <summary>Handles messages of a type, nothing else meanwhile.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="shouldHandle">Which of them.</param>
    /// <param name="handler">Handles them.</param>
    void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, IActorContext, Task> handler);

    /// <summary>Handles what nothing else handles, nothing else meanwhile.</summary>
    /// <param name="handler">Handles it.</param>
    void ReceiveAnyAsync(Func<object, IActorContext, Task> handler);

    /// <summary>What actors do by default after a restart.</summary>
    /// <param name="reason">Why the actor was restarted.</param>
    void DefaultPostRestart(Exception reason);

    /// <summary>What actors do by default before a restart.</summary>
    /// <param name="reason">Why the actor is restarted.</param>
    /// <param name="message">What it was handling, or null.</param>
    void DefaultPreRestart(Exception reason, object message);

    /// <summary>What actors do by default before the first message.</summary>
    void DefaultPreStart();

    /// <summary>What actors do by default after the end.</summary>
    void DefaultPostStop();

    /// <summary>Handles all messages in another way from now on.</summary>
    /// <param name="handler">Handles them.</param>
    void Become(Action<object, IActorContext> handler);

    /// <summary>Handles all messages in another way until <see cref="UnbecomeStacked"/>.</summary>
    /// <param name="handler">Handles them.</param>
    void BecomeStacked(Action<object, IActorContext> handler);

    /// <summary>Handles messages as before the last <see cref="BecomeStacked"/>.</summary>
    void UnbecomeStacked();

    /// <summary>Creates a child that is written down here.</summary>
    /// <param name="config">What it does.</param>
    /// <param name="name">Its name; null for one of its own.</param>
    IActorRef ActorOf(Action<IActorDsl> config, string? name = null);
}
