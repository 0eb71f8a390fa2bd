namespace Akka.Actor.Dsl;

/// <summary>An actor that is written down where it is created. The description runs in each constructor.</summary>
public sealed class Act : ReceiveActor, IActorDsl
{
    /// <summary>Creates the actor.</summary>
    /// <param name="config">What it does.</param>
    public Act(Action<IActorDsl> config)
    {
        config(this);
    }

    /// <summary>Creates the actor.</summary>
    /// <param name="config">What it does.</param>
    public Act(Action<IActorDsl, IActorContext> config)
    {
        config(this, Context);
    }

    /// <inheritdoc/>
    public Action<Exception, IActorContext>? OnPostRestart { get; set; }

    /// <inheritdoc/>
    public Action<Exception, object, IActorContext>? OnPreRestart { get; set; }

    /// <inheritdoc/>
    public Action<IActorContext>? OnPostStop { get; set; }

    /// <inheritdoc/>
    public Action<IActorContext>? OnPreStart { get; set; }

    /// <inheritdoc/>
    public SupervisorStrategy? Strategy { get; set; }

    /// <inheritdoc/>
    public void Receive<T>(Action<T, IActorContext> handler) => Receive<T>(message => handler(message, Context));

    /// <inheritdoc/>
    public void Receive<T>(Predicate<T> shouldHandle, Action<T, IActorContext> handler) =>
        Receive(shouldHandle, message => handler(message, Context));

    /// <inheritdoc/>
    public void Receive<T>(Action<T, IActorContext> handler, Predicate<T> shouldHandle) =>
        Receive(shouldHandle, handler);

    /// <inheritdoc/>
    public void ReceiveAny(Action<object, IActorContext> handler) => ReceiveAny(message => handler(message, Context));

    /// <inheritdoc/>
    public void ReceiveAsync<T>(Func<T, IActorContext, Task> handler, Predicate<T>? shouldHandle = null) =>
        ReceiveAsync<T>(message => handler(message, Context), shouldHandle);

    /// <inheritdoc/>
    public void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, IActorContext, Task> handler) =>
        ReceiveAsync(handler, shouldHandle);

    /// <inheritdoc/>
    public void ReceiveAnyAsync(Func<object, IActorContext, Task> handler) =>
        ReceiveAnyAsync(message => handler(message, Context));

    /// <inheritdoc/>
    public void Become(Action<object, IActorContext> handler) => Context.Become(message => Handle(handler, message));

    /// <inheritdoc/>
    public void BecomeStacked(Action<object, IActorContext> handler) =>
        Context.BecomeStacked(message => Handle(handler, message));

    /// <inheritdoc/>
    void IActorDsl.UnbecomeStacked() => UnbecomeStacked();

    /// <inheritdoc/>
    public IActorRef ActorOf(Action<IActorDsl> config, string? name = null) => Context.ActorOf(config, name);

    /// <inheritdoc/>
    public void DefaultPostRestart(Exception reason) => base.PostRestart(reason);

    /// <inheritdoc/>
    public void DefaultPreRestart(Exception reason, object message) => base.PreRestart(reason, message);

    /// <inheritdoc/>
    public void DefaultPreStart() => base.PreStart();

    /// <inheritdoc/>
    public void DefaultPostStop() => base.PostStop();

    /// <inheritdoc/>
    protected override void PostRestart(Exception reason)
    {
        if (OnPostRestart is null)
        {
            base.PostRestart(reason);
        }
        else
        {
            OnPostRestart(reason, Context);
        }
    }

    /// <inheritdoc/>
    protected override void PreRestart(Exception reason, object message)
    {
        if (OnPreRestart is null)
        {
            base.PreRestart(reason, message);
        }
        else
        {
            OnPreRestart(reason, message, Context);
        }
    }

    /// <inheritdoc/>
    protected override void PostStop() => OnPostStop?.Invoke(Context);

    /// <inheritdoc/>
    protected override void PreStart() => OnPreStart?.Invoke(Context);

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => Strategy ?? base.SupervisorStrategy();

    private static bool Handle(Action<object, IActorContext> handler, object message)
    {
        handler(message, Context);
        return true;
    }
}
