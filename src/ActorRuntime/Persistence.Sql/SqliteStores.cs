using Akka.Actor;

namespace CacheActors.Persistence.Sql;

/// <summary>
/// The stores of an actor system, one per file: what uses the same file shares its writer and its readers. They are closed
/// when all actors have stopped; who waits for the end of the system finds closed files.
/// </summary>
internal sealed class SqliteStores : IExtension
{
    /// <summary>Longer than any healthy file takes to finish; a stalled one must not keep the system from ending.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, SqliteStore> _stores = new(StringComparer.Ordinal);

    private SqliteStores(ExtendedActorSystem system)
    {
        system.RegisterOnTermination(Close);
    }

    public static SqliteStores Of(ActorSystem system) => Provider.Instance.Apply(system);

    /// <summary>The store of a file. Who comes first decides on its settings.</summary>
    public SqliteStore Open(StoreSettings settings)
    {
        lock (_stores)
        {
            if (!_stores.TryGetValue(settings.Path, out var store))
            {
                store = new SqliteStore(settings);
                _stores.Add(settings.Path, store);
            }

            return store;
        }
    }

    private void Close()
    {
        lock (_stores)
        {
            foreach (var store in _stores.Values)
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
