using System.Linq.Expressions;
using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Creating actors that run on the thread of the test.</summary>
public abstract partial class TestKitBase
{
    /// <summary>Creates an actor that runs on the thread of the test.</summary>
    /// <typeparam name="TActor">The actor.</typeparam>
    /// <param name="props">How to create it.</param>
    /// <param name="supervisor">Its parent.</param>
    /// <param name="name">Its name; null to have one made up.</param>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Props props, IActorRef supervisor, string? name = null)
        where TActor : ActorBase => new(_system, props, supervisor, name);

    /// <inheritdoc cref="ActorOfAsTestActorRef{TActor}(Props, IActorRef, string)"/>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Props props, string? name = null)
        where TActor : ActorBase => new(_system, props, supervisor: null, name);

    /// <inheritdoc cref="ActorOfAsTestActorRef{TActor}(Props, IActorRef, string)"/>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(
        Expression<Func<TActor>> factory,
        IActorRef supervisor,
        string? name = null
    )
        where TActor : ActorBase => new(_system, Props.Create(factory), supervisor, name);

    /// <inheritdoc cref="ActorOfAsTestActorRef{TActor}(Props, IActorRef, string)"/>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Expression<Func<TActor>> factory, string? name = null)
        where TActor : ActorBase => new(_system, Props.Create(factory), supervisor: null, name);

    /// <inheritdoc cref="ActorOfAsTestActorRef{TActor}(Props, IActorRef, string)"/>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(IActorRef supervisor, string? name = null)
        where TActor : ActorBase, new() => new(_system, Props.Create<TActor>(), supervisor, name);

    /// <inheritdoc cref="ActorOfAsTestActorRef{TActor}(Props, IActorRef, string)"/>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(string? name = null)
        where TActor : ActorBase, new() => new(_system, Props.Create<TActor>(), supervisor: null, name);
}
