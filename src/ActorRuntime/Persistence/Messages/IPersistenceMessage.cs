using Akka.Actor;

namespace Akka.Persistence;

/// <summary>A message between persistent actors, journals and snapshot stores.</summary>
public interface IPersistenceMessage : INoSerializationVerificationNeeded;

/// <summary>A message to or from a journal.</summary>
public interface IJournalMessage : IPersistenceMessage;

/// <summary>A request to a journal.</summary>
public interface IJournalRequest : IJournalMessage;

/// <summary>A journal's answer.</summary>
public interface IJournalResponse : IJournalMessage;

/// <summary>A message to or from a snapshot store.</summary>
public interface ISnapshotMessage : IPersistenceMessage;

/// <summary>A request to a snapshot store.</summary>
public interface ISnapshotRequest : ISnapshotMessage;

/// <summary>A snapshot store's answer.</summary>
public interface ISnapshotResponse : ISnapshotMessage;
