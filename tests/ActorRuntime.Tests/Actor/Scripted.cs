using Akka.Actor;
using Xunit;

namespace ActorRuntime.Tests.Actor;

/// <summary>An actor whose parts a test writes down as functions. The script runs in each constructor.</summary>
public sealed class Scripted : ReceiveActor, IWithTimers, IWithUnboundedStash
{
    private Scripted(Action<Scripted> script)
    {
        script(this);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public IStash Stash { get; set; } = null!;

    public Action? OnPreStart { get; set; }

    public Action? OnPostStop { get; set; }

    public Action<Exception, object>? OnPreRestart { get; set; }

    public Action<Exception>? OnPostRestart { get; set; }

    public Func<SupervisorStrategy>? Strategy { get; set; }

    public new IUntypedActorContext Context => ReceiveActor.Context;

    public new IActorRef Self => base.Self;

    public new IActorRef Sender => base.Sender;

    public static Props Props(Action<Scripted> script) => Akka.Actor.Props.Create(() => new Scripted(script));

    public void On<T>(Action<T> handler) => Receive(handler);

    public void On<T>(Predicate<T> when, Action<T> handler) => Receive(when, handler);

    public void OnAsync<T>(Func<T, Task> handler) => ReceiveAsync(handler);

    public void OnAny(Action<object> handler) => ReceiveAny(handler);

    public void Switch(Action configure) => Become(configure);

    public void Push(Action configure) => BecomeStacked(configure);

    public void Pop() => UnbecomeStacked();

    public new void SetReceiveTimeout(TimeSpan? timeout) => base.SetReceiveTimeout(timeout);

    public IActorRef Child(Action<Scripted> script, string? name = null) => Context.ActorOf(Props(script), name);

    protected override void PreStart() => OnPreStart?.Invoke();

    protected override void PostStop() => OnPostStop?.Invoke();

    protected override void PreRestart(Exception reason, object message)
    {
        OnPreRestart?.Invoke(reason, message);
        base.PreRestart(reason, message);
    }

    protected override void PostRestart(Exception reason)
    {
        OnPostRestart?.Invoke(reason);
        base.PostRestart(reason);
    }

    protected override SupervisorStrategy SupervisorStrategy() => Strategy?.Invoke() ?? base.SupervisorStrategy();
}
