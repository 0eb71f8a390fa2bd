namespace Akka.Actor;

/// <summary>
/// The actors at a path that starts at some actor. Looked up anew for each message, so it reaches whoever is there then.
/// </summary>
public class ActorSelection : ICanTell
{
    /// <summary>Selects nothing.</summary>
    public ActorSelection()
        : this(ActorRefs.Nobody, Array.Empty<SelectionPathElement>()) { }

    /// <summary>Selects.</summary>
    /// <param name="anchor">Where the path starts.</param>
    /// <param name="path">The path.</param>
    public ActorSelection(IActorRef anchor, SelectionPathElement[] path)
    {
        Anchor = anchor;
        Path = path;
    }

    /// <summary>Selects.</summary>
    /// <param name="anchor">Where the path starts.</param>
    /// <param name="path">The path, its elements separated by slashes.</param>
    public ActorSelection(IActorRef anchor, string path)
        : this(anchor, path.Length == 0 ? [] : path.Split('/')) { }

    /// <summary>Selects.</summary>
    /// <param name="anchor">Where the path starts.</param>
    /// <param name="elements">The elements of the path; empty ones are left out.</param>
    public ActorSelection(IActorRef anchor, IEnumerable<string> elements)
        : this(anchor, elements.Where(e => e.Length > 0).Select(SelectionPathElement.Parse).ToArray()) { }

    /// <summary>Where the path starts.</summary>
    public IActorRef Anchor { get; }

    /// <summary>The path.</summary>
    public SelectionPathElement[] Path { get; }

    /// <summary>The path as text.</summary>
    public string PathString => "/" + string.Join('/', (object[])Path);

    /// <summary>Sends a message to all actors of the selection.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sender">Whom they see as sender; null for the current actor.</param>
    public void Tell(object message, IActorRef? sender = null)
    {
        if (message is null)
        {
            throw new InvalidMessageException();
        }
        Deliver(
            (IInternalActorRef)Anchor,
            sender ?? ActorCell.GetCurrentSelfOrNoSender(),
            new ActorSelectionMessage(message, Path)
        );
    }

    /// <summary>The reference to the actor of the selection; any of them if there are several.</summary>
    /// <param name="timeout">How long to wait for its answer.</param>
    /// <returns>The reference. Fails with an <see cref="ActorNotFoundException"/> if no actor answers in time.</returns>
    public Task<IActorRef> ResolveOne(TimeSpan timeout) => ResolveOne(timeout, CancellationToken.None);

    /// <summary>The reference to the actor of the selection; any of them if there are several.</summary>
    /// <param name="timeout">How long to wait for its answer.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <returns>The reference. Fails with an <see cref="ActorNotFoundException"/> if no actor answers in time.</returns>
    public async Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct)
    {
        try
        {
            var identity = await this.Ask<ActorIdentity>(new Identify(messageId: null), timeout, ct);
            return identity.Subject ?? throw new ActorNotFoundException($"No actor is at {this}.");
        }
        catch (Exception failure) when (failure is not ActorNotFoundException)
        {
            throw new ActorNotFoundException($"{this} could not be resolved.", failure);
        }
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ActorSelection other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Anchor, PathString);

    /// <inheritdoc/>
    public override string ToString() => $"ActorSelection[Anchor({Anchor.Path.ToStringWithUid()}), Path({PathString})]";

    /// <summary>True if both select the same.</summary>
    /// <param name="other">The other selection.</param>
    protected bool Equals(ActorSelection other) =>
        Equals(Anchor, other.Anchor) && Path.AsSpan().SequenceEqual(other.Path);

    /// <summary>Brings a message from an actor down the rest of its path.</summary>
    internal static void Deliver(IInternalActorRef from, IActorRef? sender, ActorSelectionMessage selection)
    {
        var elements = selection.Elements;
        var current = from;
        for (var i = 0; i < elements.Length; i++)
        {
            switch (elements[i])
            {
                case SelectParent:
                    current = current.Parent;
                    break;
                case SelectChildName child:
                    var next = (IInternalActorRef)current.GetChild([child.Name]);
                    if (next.IsNobody())
                    {
                        DeliverNowhere(current, sender, selection, elements[i..]);
                        return;
                    }
                    current = next;
                    break;
                case SelectChildRecursive:
                    DeliverToAll(current, sender, selection);
                    return;
                case SelectChildPattern pattern:
                    DeliverToMatching(current, sender, selection, pattern, elements[i..]);
                    return;
                default:
                    throw new NotSupportedException($"Unknown path element {elements[i]}");
            }
        }
        current.Tell(selection.Message, sender);
    }

    private static void DeliverToMatching(
        IInternalActorRef parent,
        IActorRef? sender,
        ActorSelectionMessage selection,
        SelectChildPattern pattern,
        SelectionPathElement[] elements
    )
    {
        var matching = new List<IInternalActorRef>();
        foreach (var child in ChildrenOf(parent))
        {
            if (pattern.Matches(child.Path.Name))
            {
                matching.Add(child);
            }
        }
        if (matching.Count == 0)
        {
            DeliverNowhere(parent, sender, selection, elements);
            return;
        }
        var rest = selection.Copy(
            elements: elements[1..],
            wildCardFanOut: matching.Count > 1 || selection.WildCardFanOut
        );
        foreach (var child in matching)
        {
            Deliver(child, sender, rest);
        }
    }

    private static void DeliverToAll(IInternalActorRef parent, IActorRef? sender, ActorSelectionMessage selection)
    {
        foreach (var child in ChildrenOf(parent))
        {
            child.Tell(selection.Message, sender);
            DeliverToAll(child, sender, selection);
        }
    }

    /// <summary>No actor is there: a dead letter, unless the message went to others as well.</summary>
    private static void DeliverNowhere(
        IInternalActorRef parent,
        IActorRef? sender,
        ActorSelectionMessage selection,
        SelectionPathElement[] elements
    )
    {
        if (parent.IsNobody())
        {
            return; // The anchor was nobody: there is no system whose dead letters could take it.
        }
        var path = parent.Path / elements.Select(element => element.ToString()!);
        var nowhere = new EmptyLocalActorRef(
            parent.Provider,
            path,
            parent.Provider.Guardian.Cell.SystemImpl.EventStream
        );
        nowhere.Tell(selection.Copy(elements: elements), sender);
    }

    private static IReadOnlyList<IInternalActorRef> ChildrenOf(IInternalActorRef parent) =>
        parent is LocalActorRef actor ? actor.Cell.ChildRefs() : [];
}
