using Akka.Actor;

namespace CacheActors.Persistence.Sql;

/// <summary>The stores of an actor system: plugins that use the same file share its writer and readers.</summary>
internal sealed class SqliteStores : IExtension
{
    /// <summary>Longer than any healthy file takes to finish; a stalled one must not keep the system from ending.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, (SqliteStore Store, int Users)> _open = new(StringComparer.Ordinal);

    public static SqliteStores Of(ActorSystem system) => Provider.Instance.Apply(system);

    /// <summary>The store of a file. Who comes first decides on its settings.</summary>
    public SqliteStore Acquire(StoreSettings settings)
    {
        lock (_open)
        {
            var (store, users) = _open.TryGetValue(settings.Path, out var open)
                ? open
                : (new SqliteStore(settings), 0);
            _open[settings.Path] = (store, users + 1);
            return store;
        }
    }

    /// <summary>
    /// The last one closes the file, and waits for it: what comes after the end of an actor system finds a closed file.
    /// </summary>
    public void Release(SqliteStore store)
    {
        lock (_open)
        {
            var (_, users) = _open[store.Path];
            if (users > 1)
            {
                _open[store.Path] = (store, users - 1);
                return;
            }

            _open.Remove(store.Path);
        }

        store.Close(Patience);
    }

    private sealed class Provider : ExtensionIdProvider<SqliteStores>
    {
        public static Provider Instance { get; } = new();

        public override SqliteStores CreateExtension(ExtendedActorSystem system) => new();
    }
}
