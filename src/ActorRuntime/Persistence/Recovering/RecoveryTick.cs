namespace Akka.Persistence;

/// <summary>Reminds a recovering actor to look whether its recovery goes on.</summary>
/// <param name="snapshot">Whether it waits for its snapshot, not for events.</param>
public sealed class RecoveryTick(bool snapshot)
{
    /// <summary>Whether it waits for its snapshot, not for events.</summary>
    public bool Snapshot { get; } = snapshot;
}
