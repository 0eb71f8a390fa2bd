namespace Akka.Persistence.Snapshot;

/// <summary>Stands in where no snapshot store is configured: there is never a snapshot, and saving one fails.</summary>
public sealed class NoSnapshotStore : SnapshotStore
{
    /// <inheritdoc/>
    protected override Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria) =>
        Task.FromResult<SelectedSnapshot?>(null);

    /// <inheritdoc/>
    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot) => Refuse();

    /// <inheritdoc/>
    protected override Task DeleteAsync(SnapshotMetadata metadata) => Refuse();

    /// <inheritdoc/>
    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) => Refuse();

    private static Task Refuse() =>
        Task.FromException(
            new NoSnapshotStoreException("No snapshot store is configured: set akka.persistence.snapshot-store.plugin.")
        );

    /// <summary>Something was to be stored or deleted, but no snapshot store is configured.</summary>
    public class NoSnapshotStoreException : Exception
    {
        /// <summary>Creates the exception.</summary>
        public NoSnapshotStoreException() { }

        /// <summary>Creates the exception.</summary>
        /// <param name="message">What went wrong.</param>
        public NoSnapshotStoreException(string message)
            : base(message) { }

        /// <summary>Creates the exception.</summary>
        /// <param name="message">What went wrong.</param>
        /// <param name="innerException">Why.</param>
        public NoSnapshotStoreException(string message, Exception? innerException)
            : base(message, innerException) { }
    }
}
