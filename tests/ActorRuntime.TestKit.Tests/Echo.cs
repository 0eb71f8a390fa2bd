using Akka.Actor;

namespace ActorRuntime.TestKit.Tests;

/// <summary>Answers with what it is sent; fails with an exception that it is sent.</summary>
public sealed class Echo : UntypedActor
{
    protected override void OnReceive(object message)
    {
        if (message is Exception failure)
        {
            throw failure;
        }
        Sender.Tell(message, Self);
    }
}
