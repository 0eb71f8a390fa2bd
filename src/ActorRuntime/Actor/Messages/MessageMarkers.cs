namespace Akka.Actor;

/// <summary>A message that the runtime handles itself; it never reaches the actor's own handler.</summary>
public interface IAutoReceivedMessage;

/// <summary>A message that can do harm when it comes from an untrusted source, such as one that stops the receiver.</summary>
public interface IPossiblyHarmful;

/// <summary>A message that does not count as activity for the receive timeout.</summary>
public interface INotInfluenceReceiveTimeout;

/// <summary>A message that is never serialized, not even when a setting asks to check that all messages can be.</summary>
public interface INoSerializationVerificationNeeded;

/// <summary>A message that carries another one.</summary>
public interface IWrappedMessage
{
    /// <summary>The message inside.</summary>
    object Message { get; }
}
