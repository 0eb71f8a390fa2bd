using Akka.Actor;

namespace Akka.Persistence;

/// <summary>An event and what a journal stores with it.</summary>
/// <param name="payload">The event.</param>
/// <param name="sequenceNr">Its number among the events of the entity, from 1.</param>
/// <param name="persistenceId">Persistence id of the entity.</param>
/// <param name="manifest">What an event adapter noted about it.</param>
/// <param name="isDeleted">Whether it was deleted.</param>
/// <param name="sender">Who sent the command that it came from; null if nobody did.</param>
/// <param name="writerGuid">Which incarnation of a persistent actor wrote it.</param>
/// <param name="timestamp">When it was stored; 0 if not known.</param>
public class Persistent(
    object payload,
    long sequenceNr = 0,
    string? persistenceId = null,
    string? manifest = null,
    bool isDeleted = false,
    IActorRef? sender = null,
    string? writerGuid = null,
    long timestamp = 0
) : IPersistentRepresentation, IEquatable<IPersistentRepresentation>
{
    /// <summary>The empty text, for what is not known.</summary>
    public static string Undefined => "";

    /// <inheritdoc/>
    public object Payload { get; } = payload;

    /// <inheritdoc/>
    public long SequenceNr { get; } = sequenceNr;

    /// <inheritdoc/>
    public string PersistenceId { get; } = persistenceId ?? Undefined;

    /// <inheritdoc/>
    public string Manifest { get; } = manifest ?? Undefined;

    /// <inheritdoc/>
    public bool IsDeleted { get; } = isDeleted;

    /// <inheritdoc/>
    public IActorRef? Sender { get; } = sender;

    /// <inheritdoc/>
    public string WriterGuid { get; } = writerGuid ?? Undefined;

    /// <inheritdoc/>
    public long Timestamp { get; } = timestamp;

    /// <inheritdoc/>
    public IPersistentRepresentation WithPayload(object payload) =>
        new Persistent(payload, SequenceNr, PersistenceId, Manifest, IsDeleted, Sender, WriterGuid, Timestamp);

    /// <inheritdoc/>
    public IPersistentRepresentation WithManifest(string manifest) =>
        manifest == Manifest
            ? this
            : new Persistent(Payload, SequenceNr, PersistenceId, manifest, IsDeleted, Sender, WriterGuid, Timestamp);

    /// <inheritdoc/>
    public IPersistentRepresentation WithTimestamp(long newTimestamp) =>
        newTimestamp == Timestamp
            ? this
            : new Persistent(Payload, SequenceNr, PersistenceId, Manifest, IsDeleted, Sender, WriterGuid, newTimestamp);

    /// <inheritdoc/>
    public IPersistentRepresentation Update(
        long sequenceNr,
        string persistenceId,
        bool isDeleted,
        IActorRef? sender,
        string writerGuid
    ) => new Persistent(Payload, sequenceNr, persistenceId, Manifest, isDeleted, sender, writerGuid, Timestamp);

    /// <summary>Whether both are the same event with the same facts, the time excepted.</summary>
    /// <param name="other">The other one.</param>
    public bool Equals(IPersistentRepresentation? other) =>
        other is not null
        && SequenceNr == other.SequenceNr
        && IsDeleted == other.IsDeleted
        && PersistenceId == other.PersistenceId
        && Manifest == other.Manifest
        && WriterGuid == other.WriterGuid
        && Equals(Sender, other.Sender)
        && Equals(Payload, other.Payload);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IPersistentRepresentation);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(PersistenceId, SequenceNr, Payload);

    /// <inheritdoc/>
    public override string ToString() =>
        $"Persistent<persistenceId: {PersistenceId}, sequenceNr: {SequenceNr}, payload: {Payload}>";
}
