using System.Collections.Immutable;
using CacheActors.Domain.Entries;
using CacheActors.Journal;
using Microsoft.Data.Sqlite;

namespace CacheActors.Views.EntryList;

/// <summary>Keeps <c>entry_owners</c> in step with the owners in an entry's state.</summary>
internal sealed class EntryOwnersWriter(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _add = new(
        connection,
        "INSERT INTO entry_owners (kind, id, key) VALUES (?1, ?2, ?3)"
    );

    private readonly SqliteStatement _remove = new(
        connection,
        "DELETE FROM entry_owners WHERE kind = ?1 AND id = ?2 AND key = ?3"
    );

    public void Write(EntryKey key, EntryState before, EntryState after)
    {
        var (old, current) = (Owners(before), Owners(after));
        if (old.SequenceEqual(current))
        {
            return;
        }
        Run(_remove, key, old.Except(current));
        Run(_add, key, current.Except(old));
    }

    public void Dispose()
    {
        _add.Dispose();
        _remove.Dispose();
    }

    private static ImmutableArray<EntryOwner> Owners(EntryState state) =>
        state switch
        {
            EntryState.Held held => held.Holds.Owners,
            EntryState.Missing missing => missing.Holds.Owners,
            _ => [],
        };

    private static void Run(SqliteStatement statement, EntryKey key, IEnumerable<EntryOwner> owners)
    {
        foreach (var owner in owners)
        {
            statement.Bind(1, owner.Kind);
            statement.Bind(2, owner.Id);
            statement.Bind(3, key.Value);
            statement.Run();
        }
    }
}
