using Akka.Util;

namespace Akka.Actor;

/// <summary>What all references share: identity by path and uid.</summary>
public abstract class ActorRefBase : IActorRef
{
    /// <inheritdoc/>
    public abstract ActorPath Path { get; }

    /// <inheritdoc/>
    /// <exception cref="InvalidMessageException">The message is null.</exception>
    public void Tell(object message, IActorRef? sender) => TellInternal(message, sender);

    /// <inheritdoc/>
    public bool Equals(IActorRef? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }
        return other is not null && Path.Uid == other.Path.Uid && Path.Equals(other.Path);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj) || (obj is IActorRef other && Equals(other));

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        // Equal references have equal uids, so the uid alone will do where there is one.
        var path = Path;
        return path.Uid == 0 ? path.GetHashCode() : path.Uid.GetHashCode();
    }

    /// <inheritdoc/>
    public int CompareTo(IActorRef? other)
    {
        if (other is null)
        {
            return 1;
        }
        var order = Path.CompareTo(other.Path);
        return order != 0 ? order : Path.Uid.CompareTo(other.Path.Uid);
    }

    /// <inheritdoc/>
    public int CompareTo(object? obj) =>
        obj is null or IActorRef
            ? CompareTo(obj as IActorRef)
            : throw new ArgumentException("Only references to actors can be compared.", nameof(obj));

    /// <inheritdoc/>
    public virtual ISurrogate ToSurrogate(ActorSystem system) => new Surrogate(Path.ToSerializationFormat());

    /// <inheritdoc/>
    public override string ToString() => Path.Uid == 0 ? $"[{Path}]" : $"[{Path}#{Path.Uid}]";

    /// <summary>Delivers a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sender">Whom the receiver sees as sender, or null.</param>
    protected abstract void TellInternal(object message, IActorRef? sender);

    /// <summary>A reference as it is serialized.</summary>
    /// <param name="path">The path with uid.</param>
    public class Surrogate(string path) : ISurrogate
    {
        /// <summary>The path with uid.</summary>
        public string Path { get; } = path;

        /// <inheritdoc/>
        public ISurrogated FromSurrogate(ActorSystem system) =>
            ((ExtendedActorSystem)system).Provider.ResolveActorRef(Path);
    }
}
