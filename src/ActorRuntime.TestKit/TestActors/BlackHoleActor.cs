using Akka.Actor;

namespace Akka.TestKit.TestActors;

/// <summary>Swallows all messages.</summary>
public class BlackHoleActor : ActorBase
{
    /// <summary>Props of the actor.</summary>
    public static Props Props { get; } = Props.Create<BlackHoleActor>();

    /// <inheritdoc/>
    protected override bool Receive(object message) => true;
}
