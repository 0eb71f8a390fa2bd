using Akka.Actor;
using Akka.Util;

namespace Akka.TestKit;

/// <summary>What the test actor can be told; a test usually calls the methods of <see cref="TestKitBase"/> instead.</summary>
public static class TestActor
{
    /// <summary>Says whether the test actor drops a message.</summary>
    /// <param name="message">The message.</param>
    public delegate bool Ignore(object message);

    /// <summary>Keep the auto pilot.</summary>
    public static AutoPilot KeepRunning => AutoPilot.KeepRunning;

    /// <summary>No auto pilot.</summary>
    public static AutoPilot NoAutoPilot => AutoPilot.NoAutoPilot;

    /// <summary>Stands for the message that did not come.</summary>
    public static NullMessageEnvelope NullMessage => NullMessageEnvelope.Instance;

    /// <summary>Has the test actor drop messages.</summary>
    /// <param name="ignore">Which ones; null for none.</param>
    public class SetIgnore(Ignore? ignore) : INoSerializationVerificationNeeded
    {
        /// <summary>Which messages are dropped; null for none.</summary>
        public Ignore? Ignore { get; } = ignore;
    }

    /// <summary>Has the test actor watch an actor. It answers with the same message.</summary>
    /// <param name="actorToWatch">The actor.</param>
    public class Watch(IActorRef actorToWatch) : INoSerializationVerificationNeeded
    {
        /// <summary>The actor to watch.</summary>
        public IActorRef Actor { get; } = actorToWatch;
    }

    /// <summary>Has the test actor watch an actor no more. It answers with the same message.</summary>
    /// <param name="actorToUnwatch">The actor.</param>
    public class Unwatch(IActorRef actorToUnwatch) : INoSerializationVerificationNeeded
    {
        /// <summary>The actor to watch no more.</summary>
        public IActorRef Actor { get; } = actorToUnwatch;
    }

    /// <summary>Has the test actor run an auto pilot.</summary>
    /// <param name="autoPilot">The auto pilot.</param>
    public class SetAutoPilot(AutoPilot autoPilot) : INoSerializationVerificationNeeded
    {
        /// <summary>The auto pilot.</summary>
        public AutoPilot AutoPilot { get; } = autoPilot;
    }

    /// <summary>Has the test actor create a child. It answers with the child.</summary>
    /// <param name="props">How to create it.</param>
    /// <param name="name">Its name, if it shall have a certain one.</param>
    /// <param name="supervisorStrategy">What is done when it fails, if not the usual.</param>
    public class Spawn(Props props, Option<string> name, Option<SupervisorStrategy> supervisorStrategy)
        : INoSerializationVerificationNeeded
    {
        /// <summary>How to create the child.</summary>
        public readonly Props _props = props;

        /// <summary>The child's name, if it shall have a certain one.</summary>
        public readonly Option<string> _name = name;

        /// <summary>What is done when the child fails, if not the usual.</summary>
        public readonly Option<SupervisorStrategy> _supervisorStrategy = supervisorStrategy;

        /// <summary>Creates the child.</summary>
        /// <param name="context">Its parent's context.</param>
        public IActorRef Apply(IActorRefFactory context) =>
            context.ActorOf(_props, _name.HasValue ? _name.Value : null);
    }
}
