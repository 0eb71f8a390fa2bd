namespace Akka.TestKit;

/// <summary>A TestKit whose test actor is not the sender of what a test sends without naming a sender.</summary>
public interface INoImplicitSender;
