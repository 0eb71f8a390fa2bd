namespace Akka.Actor;

/// <summary>Handles a message.</summary>
/// <param name="message">The message.</param>
/// <returns>False if the message is not for this handler.</returns>
public delegate bool Receive(object message);

/// <summary>Handles a message, whatever it is.</summary>
/// <param name="message">The message.</param>
public delegate void UntypedReceive(object message);
