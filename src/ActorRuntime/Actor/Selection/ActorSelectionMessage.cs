namespace Akka.Actor;

/// <summary>A message on its way to the actors of a selection.</summary>
/// <param name="message">The message.</param>
/// <param name="elements">The part of the path that is still ahead.</param>
/// <param name="wildCardFanOut">True if the message goes to several actors: it is no loss if one of them does not exist.</param>
public class ActorSelectionMessage(object message, SelectionPathElement[] elements, bool wildCardFanOut = false)
    : IAutoReceivedMessage,
        IPossiblyHarmful,
        IWrappedMessage
{
    /// <summary>The message.</summary>
    public object Message { get; } = message;

    /// <summary>The part of the path that is still ahead.</summary>
    public SelectionPathElement[] Elements { get; } = elements;

    /// <summary>True if the message goes to several actors.</summary>
    public bool WildCardFanOut { get; } = wildCardFanOut;

    /// <summary>A copy in which some things differ.</summary>
    /// <param name="message">The message; null for the same.</param>
    /// <param name="elements">The part of the path ahead; null for the same.</param>
    /// <param name="wildCardFanOut">True if the message goes to several actors; null for the same.</param>
    public ActorSelectionMessage Copy(
        object? message = null,
        SelectionPathElement[]? elements = null,
        bool? wildCardFanOut = null
    ) => new(message ?? Message, elements ?? Elements, wildCardFanOut ?? WildCardFanOut);

    /// <inheritdoc/>
    public override string ToString() =>
        $"ActorSelectionMessage - Message: {Message} - WildCartFanOut: {WildCardFanOut} - Elements: {string.Join('/', (object[])Elements)}";
}
