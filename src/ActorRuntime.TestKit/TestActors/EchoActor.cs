using Akka.Actor;

namespace Akka.TestKit.TestActors;

/// <summary>Sends all messages to the test actor and, if wanted, back to the sender. The test actor never gets one twice.</summary>
public class EchoActor : ReceiveActor
{
    /// <summary>Creates the actor.</summary>
    /// <param name="testkit">Whose test actor gets the messages.</param>
    /// <param name="echoBackToSenderAsWell">True to send them back, too.</param>
    public EchoActor(TestKitBase testkit, bool echoBackToSenderAsWell = true)
    {
        ReceiveAny(message =>
        {
            var testActor = testkit.TestActor;
            if (echoBackToSenderAsWell && !testActor.Equals(Sender))
            {
                Sender.Forward(message);
            }
            testActor.Forward(message);
        });
    }

    /// <summary>Props of the actor.</summary>
    /// <param name="testkit">Whose test actor gets the messages.</param>
    /// <param name="echoBackToSenderAsWell">True to send them back, too.</param>
    public static Props Props(TestKitBase testkit, bool echoBackToSenderAsWell = true) =>
        Actor.Props.Create(() => new EchoActor(testkit, echoBackToSenderAsWell));
}
