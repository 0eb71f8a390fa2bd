using Akka.Actor;

namespace Akka.Dispatch.SysMsg;

/// <summary>A message of the runtime to an actor's cell; it overtakes all messages of actors.</summary>
public interface ISystemMessage : INoSerializationVerificationNeeded;
