using System.Linq.Expressions;
using Akka.Actor;
using Akka.Actor.Dsl;
using Akka.Util;
using ToTestActor = Akka.TestKit.TestActor;

namespace Akka.TestKit;

/// <summary>Creating, finding and watching actors.</summary>
public abstract partial class TestKitBase
{
    /// <summary>Creates an actor in the test's system.</summary>
    /// <param name="props">How to create it.</param>
    public IActorRef ActorOf(Props props) => _system.ActorOf(props);

    /// <summary>Creates an actor in the test's system.</summary>
    /// <param name="props">How to create it.</param>
    /// <param name="name">Its name; null to have one made up.</param>
    public IActorRef ActorOf(Props props, string? name) => _system.ActorOf(props, name);

    /// <summary>Creates an actor in the test's system.</summary>
    /// <typeparam name="TActor">The actor.</typeparam>
    public IActorRef ActorOf<TActor>()
        where TActor : ActorBase, new() => _system.ActorOf(Props.Create<TActor>());

    /// <summary>Creates an actor in the test's system.</summary>
    /// <typeparam name="TActor">The actor.</typeparam>
    /// <param name="name">Its name.</param>
    public IActorRef ActorOf<TActor>(string? name)
        where TActor : ActorBase, new() => _system.ActorOf(Props.Create<TActor>(), name);

    /// <summary>Creates an actor in the test's system.</summary>
    /// <typeparam name="TActor">The actor.</typeparam>
    /// <param name="factory">A constructor call.</param>
    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory)
        where TActor : ActorBase => _system.ActorOf(Props.Create(factory));

    /// <summary>Creates an actor that is written down on the spot.</summary>
    /// <param name="configure">What it does. Runs for each of its instances.</param>
    /// <param name="name">Its name; null for one of its own.</param>
    public IActorRef ActorOf(Action<IActorDsl> configure, string? name = null) => _system.ActorOf(configure, name);

    /// <summary>Creates an actor that is written down on the spot.</summary>
    /// <param name="configure">What it does. Runs for each of its instances.</param>
    /// <param name="name">Its name; null for one of its own.</param>
    public IActorRef ActorOf(Action<IActorDsl, IActorContext> configure, string? name = null) =>
        _system.ActorOf(configure, name);

    /// <summary>Creates an actor in the test's system.</summary>
    /// <typeparam name="TActor">The actor.</typeparam>
    /// <param name="factory">A constructor call.</param>
    /// <param name="name">Its name.</param>
    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory, string? name)
        where TActor : ActorBase => _system.ActorOf(Props.Create(factory), name);

    /// <inheritdoc/>
    public ActorSelection ActorSelection(ActorPath actorPath) => _system.ActorSelection(actorPath);

    /// <inheritdoc/>
    public ActorSelection ActorSelection(string actorPath) => _system.ActorSelection(actorPath);

    /// <summary>Selects actors by a path that begins at an actor.</summary>
    /// <param name="anchorRef">Where the path begins.</param>
    /// <param name="actorPath">The path.</param>
    public ActorSelection ActorSelection(IActorRef anchorRef, string actorPath) =>
        ActorRefFactoryShared.ActorSelection(actorPath, _system, anchorRef);

    /// <inheritdoc cref="ChildActorOfAsync(Props, string, SupervisorStrategy, CancellationToken)"/>
    public IActorRef ChildActorOf(
        Props props,
        string name,
        SupervisorStrategy supervisorStrategy,
        CancellationToken cancellationToken = default
    ) => ChildActorOfAsync(props, name, supervisorStrategy, cancellationToken).GetAwaiter().GetResult();

    /// <inheritdoc cref="ChildActorOfAsync(Props, string, SupervisorStrategy, CancellationToken)"/>
    public IActorRef ChildActorOf(
        Props props,
        SupervisorStrategy supervisorStrategy,
        CancellationToken cancellationToken = default
    ) => ChildActorOfAsync(props, supervisorStrategy, cancellationToken).GetAwaiter().GetResult();

    /// <inheritdoc cref="ChildActorOfAsync(Props, string, SupervisorStrategy, CancellationToken)"/>
    public IActorRef ChildActorOf(Props props, string name, CancellationToken cancellationToken = default) =>
        ChildActorOfAsync(props, name, cancellationToken).GetAwaiter().GetResult();

    /// <inheritdoc cref="ChildActorOfAsync(Props, string, SupervisorStrategy, CancellationToken)"/>
    public IActorRef ChildActorOf(Props props, CancellationToken cancellationToken = default) =>
        ChildActorOfAsync(props, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Creates a child of the test actor.</summary>
    /// <param name="props">How to create it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="supervisorStrategy">What is done when it fails.</param>
    /// <param name="cancellationToken">Ends the waiting for its creation.</param>
    public Task<IActorRef> ChildActorOfAsync(
        Props props,
        string name,
        SupervisorStrategy supervisorStrategy,
        CancellationToken cancellationToken = default
    ) => SpawnAsync(props, name, new Option<SupervisorStrategy>(supervisorStrategy), cancellationToken);

    /// <inheritdoc cref="ChildActorOfAsync(Props, string, SupervisorStrategy, CancellationToken)"/>
    public Task<IActorRef> ChildActorOfAsync(
        Props props,
        SupervisorStrategy supervisorStrategy,
        CancellationToken cancellationToken = default
    ) => SpawnAsync(props, Option<string>.None, new Option<SupervisorStrategy>(supervisorStrategy), cancellationToken);

    /// <inheritdoc cref="ChildActorOfAsync(Props, string, SupervisorStrategy, CancellationToken)"/>
    public Task<IActorRef> ChildActorOfAsync(Props props, string name, CancellationToken cancellationToken = default) =>
        SpawnAsync(props, name, Option<SupervisorStrategy>.None, cancellationToken);

    /// <inheritdoc cref="ChildActorOfAsync(Props, string, SupervisorStrategy, CancellationToken)"/>
    public Task<IActorRef> ChildActorOfAsync(Props props, CancellationToken cancellationToken = default) =>
        SpawnAsync(props, Option<string>.None, Option<SupervisorStrategy>.None, cancellationToken);

    /// <summary>Has the test actor watch an actor: when it stops, <see cref="Terminated"/> comes.</summary>
    /// <param name="actorToWatch">The actor.</param>
    /// <returns>The actor.</returns>
    public IActorRef Watch(IActorRef actorToWatch) => WatchAsync(actorToWatch).GetAwaiter().GetResult();

    /// <inheritdoc cref="Watch"/>
    public async Task<IActorRef> WatchAsync(IActorRef actorToWatch)
    {
        await AskTestActor<ToTestActor.Watch>(new ToTestActor.Watch(actorToWatch), CancellationToken.None);
        return actorToWatch;
    }

    /// <summary>Has the test actor watch an actor no more; no <see cref="Terminated"/> comes any more.</summary>
    /// <param name="actorToUnwatch">The actor.</param>
    /// <returns>The actor.</returns>
    public IActorRef Unwatch(IActorRef actorToUnwatch) => UnwatchAsync(actorToUnwatch).GetAwaiter().GetResult();

    /// <inheritdoc cref="Unwatch"/>
    public async Task<IActorRef> UnwatchAsync(IActorRef actorToUnwatch)
    {
        await AskTestActor<ToTestActor.Unwatch>(new ToTestActor.Unwatch(actorToUnwatch), CancellationToken.None);
        return actorToUnwatch;
    }

    /// <summary>Expects that the next message says that a watched actor has stopped.</summary>
    /// <param name="target">The actor.</param>
    /// <param name="timeout">How long to wait, dilated; null for <see cref="RemainingOrDefault"/>.</param>
    /// <param name="hint">Is added to the message of a failure.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The message.</returns>
    public Terminated ExpectTerminated(
        IActorRef target,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) => Ended(ExpectTerminatedCore(block: true, target, timeout, hint, cancellationToken));

    /// <inheritdoc cref="ExpectTerminated"/>
    public ValueTask<Terminated> ExpectTerminatedAsync(
        IActorRef target,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default
    ) => ExpectTerminatedCore(block: false, target, timeout, hint, cancellationToken);

    /// <summary>Has the test actor drop messages that a function names, from now on.</summary>
    /// <param name="shouldIgnoreMessage">True for messages to drop.</param>
    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage)
    {
        ArgumentNullException.ThrowIfNull(shouldIgnoreMessage);
        _testActor.Tell(new ToTestActor.SetIgnore(message => shouldIgnoreMessage(message)));
    }

    /// <summary>Has the test actor drop messages of a type, from now on.</summary>
    /// <typeparam name="TMsg">The type.</typeparam>
    public void IgnoreMessages<TMsg>() => IgnoreMessages(message => message is TMsg);

    /// <summary>Has the test actor drop messages of a type that a function names, from now on.</summary>
    /// <typeparam name="TMsg">The type.</typeparam>
    /// <param name="shouldIgnoreMessage">True for messages to drop.</param>
    public void IgnoreMessages<TMsg>(Func<TMsg, bool> shouldIgnoreMessage) =>
        IgnoreMessages(message => message is TMsg typed && shouldIgnoreMessage(typed));

    /// <summary>Has the test actor drop messages no more.</summary>
    public void IgnoreNoMessages() => _testActor.Tell(new ToTestActor.SetIgnore(ignore: null));

    /// <summary>Has the test actor run an auto pilot: it acts on each message before the test sees it.</summary>
    /// <param name="pilot">The auto pilot.</param>
    public void SetAutoPilot(AutoPilot pilot) => _testActor.Tell(new ToTestActor.SetAutoPilot(pilot));

    private ValueTask<Terminated> ExpectTerminatedCore(
        bool block,
        IActorRef target,
        TimeSpan? timeout,
        string? hint,
        CancellationToken cancellationToken
    ) =>
        ExpectAsync<Terminated>(
            block,
            $"Terminated of {target}",
            (terminated, _) =>
                _assertions.AssertEqual(
                    target,
                    terminated.ActorRef,
                    Equals,
                    "{0}",
                    $"Expected Terminated of {target}, but {terminated.ActorRef} has stopped. {hint}"
                ),
            timeout,
            hint,
            cancellationToken
        );

    private Task<IActorRef> SpawnAsync(
        Props props,
        Option<string> name,
        Option<SupervisorStrategy> strategy,
        CancellationToken cancellationToken
    ) => AskTestActor<IActorRef>(new ToTestActor.Spawn(props, name, strategy), cancellationToken);

    private Task<T> AskTestActor<T>(object message, CancellationToken cancellationToken) =>
        _testActor.Ask<T>(message, Dilated(TestKitSettings.DefaultTimeout), cancellationToken);
}
