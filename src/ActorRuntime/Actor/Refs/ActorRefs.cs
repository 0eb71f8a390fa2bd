namespace Akka.Actor;

/// <summary>References that mean no actor.</summary>
public static class ActorRefs
{
    /// <summary>No actor. What is sent to it is lost.</summary>
    public static readonly Nobody Nobody = Nobody.Instance;

    /// <summary>No sender: the receiver sees the dead letters as sender.</summary>
    public static readonly IActorRef NoSender = null!;
}
