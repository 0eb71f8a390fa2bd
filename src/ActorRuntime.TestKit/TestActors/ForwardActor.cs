using Akka.Actor;

namespace Akka.TestKit.TestActors;

/// <summary>Forwards all messages.</summary>
public class ForwardActor : ReceiveActor
{
    /// <summary>Creates the actor.</summary>
    /// <param name="target">Who gets them.</param>
    public ForwardActor(IActorRef target)
    {
        ReceiveAny(target.Forward);
    }

    /// <summary>Props of the actor.</summary>
    /// <param name="target">Who gets the messages.</param>
    public static Props Props(IActorRef target) => Actor.Props.Create(() => new ForwardActor(target));
}
