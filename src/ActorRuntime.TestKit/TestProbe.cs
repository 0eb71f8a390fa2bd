using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Util;

namespace Akka.TestKit;

/// <summary>
/// A test actor of its own, with expectations of its own, that can also be used as a reference: stands for an actor that the
/// tested one talks to. What a test sends without naming a sender does not come from a probe.
/// </summary>
public class TestProbe : TestKitBase, INoImplicitSender, IInternalActorRef
{
    /// <summary>Creates a probe.</summary>
    /// <param name="system">Its system.</param>
    /// <param name="assertions">How to fail a test.</param>
    /// <param name="testProbeName">Its name; null to have one made up.</param>
    public TestProbe(ActorSystem system, ITestKitAssertions assertions, string? testProbeName = null)
        : base(assertions, system, testProbeName) { }

    /// <summary>The probe as a reference.</summary>
    public IActorRef Ref => TestActor;

    /// <summary>Who sent the message that was looked at last.</summary>
    /// <exception cref="IllegalActorStateException">None came.</exception>
    public IActorRef Sender => LastSender;

    /// <inheritdoc/>
    ActorPath IActorRef.Path => TestActor.Path;

    /// <inheritdoc/>
    bool IActorRefScope.IsLocal => Inner.IsLocal;

    /// <inheritdoc/>
    IInternalActorRef IInternalActorRef.Parent => Inner.Parent;

    /// <inheritdoc/>
    IActorRefProvider IInternalActorRef.Provider => Inner.Provider;

    /// <inheritdoc/>
    bool IInternalActorRef.IsTerminated => Inner.IsTerminated;

    private IInternalActorRef Inner => (IInternalActorRef)TestActor;

    /// <summary>Sends a message from the probe.</summary>
    /// <param name="actor">To whom.</param>
    /// <param name="message">The message.</param>
    public void Send(IActorRef actor, object message) => actor.Tell(message, TestActor);

    /// <summary>Answers the message that was looked at last.</summary>
    /// <param name="message">The answer.</param>
    /// <exception cref="IllegalActorStateException">None came.</exception>
    public void Reply(object message) => Sender.Tell(message, TestActor);

    /// <summary>Passes the message that was looked at last on, with its sender.</summary>
    /// <param name="actor">To whom.</param>
    /// <exception cref="IllegalActorStateException">None came.</exception>
    public void Forward(IActorRef actor) => actor.Tell(LastMessage, Sender);

    /// <summary>Passes a message on, with the sender of the one that was looked at last.</summary>
    /// <param name="actor">To whom.</param>
    /// <param name="message">The message.</param>
    /// <exception cref="IllegalActorStateException">None came.</exception>
    public void Forward(IActorRef actor, object message) => actor.Tell(message, Sender);

    /// <summary>Creates a child of the probe.</summary>
    /// <typeparam name="T">The actor.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="supervisorStrategy">What is done when it fails.</param>
    /// <param name="cancellationToken">Ends the waiting for its creation.</param>
    public IActorRef ChildActorOf<T>(
        string name,
        SupervisorStrategy supervisorStrategy,
        CancellationToken cancellationToken = default
    )
        where T : ActorBase => ChildActorOf(Props.Create<T>(), name, supervisorStrategy, cancellationToken);

    /// <inheritdoc cref="ChildActorOf{T}(string, SupervisorStrategy, CancellationToken)"/>
    public IActorRef ChildActorOf<T>(
        SupervisorStrategy supervisorStrategy,
        CancellationToken cancellationToken = default
    )
        where T : ActorBase => ChildActorOf(Props.Create<T>(), supervisorStrategy, cancellationToken);

    /// <inheritdoc cref="ChildActorOf{T}(string, SupervisorStrategy, CancellationToken)"/>
    public IActorRef ChildActorOf<T>(string name, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOf(Props.Create<T>(), name, cancellationToken);

    /// <inheritdoc cref="ChildActorOf{T}(string, SupervisorStrategy, CancellationToken)"/>
    public IActorRef ChildActorOf<T>(CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOf(Props.Create<T>(), cancellationToken);

    /// <summary>Creates a child of the probe.</summary>
    /// <typeparam name="T">The type of the child.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="supervisorStrategy">What the probe does if the child fails.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<IActorRef> ChildActorOfAsync<T>(
        string name,
        SupervisorStrategy supervisorStrategy,
        CancellationToken cancellationToken = default
    )
        where T : ActorBase => ChildActorOfAsync(Props.Create<T>(), name, supervisorStrategy, cancellationToken);

    /// <summary>Creates a child of the probe.</summary>
    /// <typeparam name="T">The type of the child.</typeparam>
    /// <param name="supervisorStrategy">What the probe does if the child fails.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<IActorRef> ChildActorOfAsync<T>(
        SupervisorStrategy supervisorStrategy,
        CancellationToken cancellationToken = default
    )
        where T : ActorBase => ChildActorOfAsync(Props.Create<T>(), supervisorStrategy, cancellationToken);

    /// <summary>Creates a child of the probe.</summary>
    /// <typeparam name="T">The type of the child.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<IActorRef> ChildActorOfAsync<T>(string name, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOfAsync(Props.Create<T>(), name, cancellationToken);

    /// <summary>Creates a child of the probe.</summary>
    /// <typeparam name="T">The type of the child.</typeparam>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<IActorRef> ChildActorOfAsync<T>(CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOfAsync(Props.Create<T>(), cancellationToken);

    /// <summary>Not for probes: creates no probe of a probe.</summary>
    /// <param name="name">Not used.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override TestProbe CreateTestProbe(string? name = null) =>
        throw new NotSupportedException("Cannot create a TestProbe from a TestProbe; create it from the TestKit.");

    /// <inheritdoc/>
    public int CompareTo(object? obj) => TestActor.CompareTo(obj);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => TestActor.Equals(obj);

    /// <inheritdoc/>
    public override int GetHashCode() => TestActor.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => TestActor.ToString()!;

    /// <inheritdoc/>
    public void SendSystemMessage(ISystemMessage message) => Inner.SendSystemMessage(message);

    /// <inheritdoc/>
    public void SendSystemMessage(ISystemMessage message, IActorRef? sender) =>
        Inner.SendSystemMessage(message, sender);

    /// <inheritdoc/>
    void ICanTell.Tell(object message, IActorRef? sender) => TestActor.Tell(message, sender);

    /// <inheritdoc/>
    bool IEquatable<IActorRef>.Equals(IActorRef? other) => TestActor.Equals(other);

    /// <inheritdoc/>
    int IComparable<IActorRef>.CompareTo(IActorRef? other) => TestActor.CompareTo(other);

    /// <inheritdoc/>
    ISurrogate ISurrogated.ToSurrogate(ActorSystem system) => TestActor.ToSurrogate(system);

    /// <inheritdoc/>
    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => Inner.GetChild(name);

    /// <inheritdoc/>
    void IInternalActorRef.Start() => Inner.Start();

    /// <inheritdoc/>
    void IInternalActorRef.Resume(Exception? causedByFailure) => Inner.Resume(causedByFailure);

    /// <inheritdoc/>
    void IInternalActorRef.Suspend() => Inner.Suspend();

    /// <inheritdoc/>
    void IInternalActorRef.Restart(Exception cause) => Inner.Restart(cause);

    /// <inheritdoc/>
    void IInternalActorRef.Stop() => Inner.Stop();
}
