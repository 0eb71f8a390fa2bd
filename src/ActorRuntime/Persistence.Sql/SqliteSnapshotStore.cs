using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Snapshot;

namespace CacheActors.Persistence.Sql;

/// <summary>
/// Snapshot store in a SQLite file with the table of Akka.Persistence.Sql. In the file of the default journal it shares the
/// journal's connections and settings. Settings: <c>akka.persistence.snapshot-store.sql</c>.
/// </summary>
public sealed class SqliteSnapshotStore : SnapshotStore
{
    private readonly Config _config;
    private readonly Config? _journal;
    private readonly PayloadCodec _codec;
    private readonly SqliteStores _stores;
    private SqliteStore? _store;

    /// <summary>Creates the snapshot store. The file is opened when it is first used.</summary>
    /// <param name="config">The store's section of the configuration.</param>
    public SqliteSnapshotStore(Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        _config = config;
        _journal = Context.System.Settings.Config.GetString("akka.persistence.journal.plugin") is { Length: > 0 } id
            ? Context.System.Settings.Config.GetConfig(id)
            : null;
        _codec = new PayloadCodec(Context.System.Serialization, config.GetString("serializer"));
        _stores = SqliteStores.Of(Context.System);
    }

    private SqliteStore Store => _store ??= _stores.Open(StoreConfig.ReadShared(_config, _journal));

    /// <inheritdoc/>
    protected override void PostStop()
    {
        if (_store is not null)
        {
            _stores.Release(_store);
        }

        base.PostStop();
    }

    /// <inheritdoc/>
    protected override async Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        if (await Store.LoadSnapshot(Range(persistenceId, criteria)) is not { } row)
        {
            return null;
        }

        var metadata = new SnapshotMetadata(
            row.PersistenceId,
            row.SequenceNr,
            new DateTime(row.CreatedTicks, DateTimeKind.Utc)
        );
        var state = _codec.Decode(
            row.Snapshot,
            row.Manifest,
            row.SerializerId,
            "Snapshot",
            row.PersistenceId,
            row.SequenceNr
        );
        return new SelectedSnapshot(metadata, state);
    }

    /// <inheritdoc/>
    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot)
    {
        var (bytes, manifest, serializer) = _codec.Encode(snapshot);
        return Store.SaveSnapshot(
            new SnapshotRow(
                metadata.PersistenceId,
                metadata.SequenceNr,
                Ticks(metadata.Timestamp),
                bytes,
                manifest,
                serializer
            )
        );
    }

    /// <inheritdoc/>
    protected override Task DeleteAsync(SnapshotMetadata metadata)
    {
        var anyTime = metadata.Timestamp == DateTime.MinValue;
        var ticks = Ticks(metadata.Timestamp);
        return Store.DeleteSnapshots(
            new SnapshotRange(
                metadata.PersistenceId,
                metadata.SequenceNr,
                metadata.SequenceNr,
                anyTime ? 0 : ticks,
                anyTime ? long.MaxValue : ticks
            )
        );
    }

    /// <inheritdoc/>
    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) =>
        Store.DeleteSnapshots(Range(persistenceId, criteria));

    private static SnapshotRange Range(string persistenceId, SnapshotSelectionCriteria criteria) =>
        new(
            persistenceId,
            criteria.MinSequenceNr,
            criteria.MaxSequenceNr,
            Ticks(criteria.MinTimestamp ?? DateTime.MinValue),
            Ticks(criteria.MaxTimeStamp)
        );

    private static long Ticks(DateTime time) =>
        time.Kind == DateTimeKind.Local ? time.ToUniversalTime().Ticks : time.Ticks;
}
