namespace Akka.Persistence;

/// <summary>Where a persistent actor is in its life. Until it is ready it recovers.</summary>
internal enum Phase : byte
{
    /// <summary>Waits for its turn to recover.</summary>
    AwaitingPermit,

    /// <summary>Waits for its snapshot.</summary>
    AwaitingSnapshot,

    /// <summary>Gets its events.</summary>
    Replaying,

    /// <summary>Handles <see cref="RecoveryCompleted"/>, or commands.</summary>
    Ready,

    /// <summary>Waits until events are stored; commands wait too.</summary>
    Persisting,
}
