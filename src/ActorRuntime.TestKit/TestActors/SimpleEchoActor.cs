using Akka.Actor;

namespace Akka.TestKit.TestActors;

/// <summary>Sends all messages back.</summary>
public class SimpleEchoActor : ReceiveActor
{
    /// <summary>Creates the actor.</summary>
    public SimpleEchoActor()
    {
        ReceiveAny(message => Sender.Tell(message, Self));
    }

    /// <summary>Props of the actor.</summary>
    public static Props Props() => Actor.Props.Create(() => new SimpleEchoActor());
}
