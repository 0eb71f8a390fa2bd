namespace Akka.Persistence;

/// <summary>An event was stored.</summary>
/// <param name="persistent">The event.</param>
/// <param name="actorInstanceId">Which incarnation of the actor asked; the answer to an earlier one is ignored.</param>
public sealed class WriteMessageSuccess(IPersistentRepresentation persistent, int actorInstanceId)
    : IJournalResponse,
        IEquatable<WriteMessageSuccess>
{
    /// <summary>The event.</summary>
    public IPersistentRepresentation Persistent { get; } = persistent;

    /// <summary>Which incarnation of the actor asked; the answer to an earlier one is ignored.</summary>
    public int ActorInstanceId { get; } = actorInstanceId;

    /// <inheritdoc/>
    public bool Equals(WriteMessageSuccess? other) =>
        other is not null && Equals(Persistent, other.Persistent) && ActorInstanceId == other.ActorInstanceId;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WriteMessageSuccess);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Persistent, ActorInstanceId);

    /// <inheritdoc/>
    public override string ToString() =>
        $"WriteMessageSuccess<persistent: {Persistent}, actorInstanceId: {ActorInstanceId}>";
}

/// <summary>An event was refused for what it is, such as one that cannot be serialized. Nothing of it was stored.</summary>
/// <param name="persistent">The event.</param>
/// <param name="cause">Why.</param>
/// <param name="actorInstanceId">Which incarnation of the actor asked; the answer to an earlier one is ignored.</param>
public sealed class WriteMessageRejected(IPersistentRepresentation persistent, Exception cause, int actorInstanceId)
    : IJournalResponse,
        IEquatable<WriteMessageRejected>
{
    /// <summary>The event.</summary>
    public IPersistentRepresentation Persistent { get; } = persistent;

    /// <summary>Why.</summary>
    public Exception Cause { get; } = cause;

    /// <summary>Which incarnation of the actor asked; the answer to an earlier one is ignored.</summary>
    public int ActorInstanceId { get; } = actorInstanceId;

    /// <inheritdoc/>
    public bool Equals(WriteMessageRejected? other) =>
        other is not null
        && Equals(Persistent, other.Persistent)
        && Equals(Cause, other.Cause)
        && ActorInstanceId == other.ActorInstanceId;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WriteMessageRejected);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Persistent, Cause, ActorInstanceId);

    /// <inheritdoc/>
    public override string ToString() =>
        $"WriteMessageRejected<persistent: {Persistent}, cause: {Cause}, actorInstanceId: {ActorInstanceId}>";
}

/// <summary>An event could not be stored, or is not certain to be.</summary>
/// <param name="persistent">The event.</param>
/// <param name="cause">Why.</param>
/// <param name="actorInstanceId">Which incarnation of the actor asked; the answer to an earlier one is ignored.</param>
public sealed class WriteMessageFailure(IPersistentRepresentation persistent, Exception cause, int actorInstanceId)
    : IJournalResponse,
        IEquatable<WriteMessageFailure>
{
    /// <summary>The event.</summary>
    public IPersistentRepresentation Persistent { get; } = persistent;

    /// <summary>Why.</summary>
    public Exception Cause { get; } = cause;

    /// <summary>Which incarnation of the actor asked; the answer to an earlier one is ignored.</summary>
    public int ActorInstanceId { get; } = actorInstanceId;

    /// <inheritdoc/>
    public bool Equals(WriteMessageFailure? other) =>
        other is not null
        && Equals(Persistent, other.Persistent)
        && Equals(Cause, other.Cause)
        && ActorInstanceId == other.ActorInstanceId;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WriteMessageFailure);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Persistent, Cause, ActorInstanceId);

    /// <inheritdoc/>
    public override string ToString() =>
        $"WriteMessageFailure<persistent: {Persistent}, cause: {Cause}, actorInstanceId: {ActorInstanceId}>";
}

/// <summary>What was not to be stored comes back in its turn.</summary>
/// <param name="message">The message.</param>
/// <param name="actorInstanceId">Which incarnation of the actor asked; the answer to an earlier one is ignored.</param>
public sealed class LoopMessageSuccess(object message, int actorInstanceId)
    : IJournalResponse,
        IEquatable<LoopMessageSuccess>
{
    /// <summary>The message.</summary>
    public object Message { get; } = message;

    /// <summary>Which incarnation of the actor asked; the answer to an earlier one is ignored.</summary>
    public int ActorInstanceId { get; } = actorInstanceId;

    /// <inheritdoc/>
    public bool Equals(LoopMessageSuccess? other) =>
        other is not null && Equals(Message, other.Message) && ActorInstanceId == other.ActorInstanceId;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LoopMessageSuccess);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Message, ActorInstanceId);

    /// <inheritdoc/>
    public override string ToString() => $"LoopMessageSuccess<message: {Message}, actorInstanceId: {ActorInstanceId}>";
}
