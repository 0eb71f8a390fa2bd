namespace Akka.Actor;

/// <summary>
/// What an actor receives when no message came for the time that was set with <see cref="IActorContext.SetReceiveTimeout"/>.
/// </summary>
public class ReceiveTimeout : IPossiblyHarmful
{
    private ReceiveTimeout() { }

    /// <summary>The only instance.</summary>
    public static ReceiveTimeout Instance { get; } = new();
}
