namespace Akka.Actor;

/// <summary>
/// Makes the actor that receives it fail with an <see cref="ActorKilledException"/>; its supervisor decides what follows
/// (by default the actor is stopped).
/// </summary>
public sealed class Kill : IAutoReceivedMessage
{
    private Kill() { }

    /// <summary>The only instance.</summary>
    public static Kill Instance { get; } = new();

    /// <inheritdoc/>
    public override string ToString() => "<Kill>";
}
