using Akka.Actor;

namespace CacheActors.Persistence.Sql;

/// <summary>
/// The stores of an actor system, one per file: what uses the same file shares its writer and its readers. A store is closed
/// when the last journal or snapshot store that used it has stopped, all others when all actors have: who waits for the end
/// of either finds closed files.
/// </summary>
internal sealed class SqliteStores : IExtension
{
    /// <summary>Longer than any healthy file takes to finish; a stalled one must not keep the system from ending.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, (SqliteStore Store, int Users)> _stores = new(StringComparer.Ordinal);

    private SqliteStores(ExtendedActorSystem system)
    {
        system.RegisterOnTermination(Close);
    }

    public static SqliteStores Of(ActorSystem system) => Provider.Instance.Apply(system);

    /// <summary>The store of a file. Who comes first decides on its settings; each call is one user more.</summary>
    public SqliteStore Open(StoreSettings settings)
    {
        lock (_stores)
        {
            var (store, users) = _stores.TryGetValue(settings.Path, out var known)
                ? known
                : (new SqliteStore(settings), 0);
            _stores[settings.Path] = (store, users + 1);
            return store;
        }
    }

    /// <summary>One user less. The last one waits until what it wrote is stored and the file is closed.</summary>
    public void Release(SqliteStore store)
    {
        // Under the lock: who opens the file again must find all that was written to it.
        lock (_stores)
        {
            var (path, (_, users)) = _stores.FirstOrDefault(known => known.Value.Store == store);
            if (path is null)
            {
                return;
            }

            if (users > 1)
            {
                _stores[path] = (store, users - 1);
                return;
            }

            _stores.Remove(path);
            store.Close(Patience);
        }
    }

    private void Close()
    {
        lock (_stores)
        {
            foreach (var (store, _) in _stores.Values)
            {
                store.Close(Patience);
            }
        }
    }

    private sealed class Provider : ExtensionIdProvider<SqliteStores>
    {
        public static Provider Instance { get; } = new();

        public override SqliteStores CreateExtension(ExtendedActorSystem system) => new(system);
    }
}
