using System.Collections.Immutable;
using CacheActors.Domain.Entries;
using Microsoft.Data.Sqlite;

namespace CacheActors.Views.EntryList;

/// <summary>Keeps <c>entry_owners</c> in step with the owners in an entry's state.</summary>
internal sealed class EntryOwnersWriter : IDisposable
{
    private readonly SqliteCommand _add;
    private readonly SqliteCommand _remove;

    public EntryOwnersWriter(SqliteConnection connection)
    {
        _add = Command(connection, "INSERT INTO entry_owners (kind, id, key) VALUES ($kind, $id, $key)");
        _remove = Command(connection, "DELETE FROM entry_owners WHERE kind = $kind AND id = $id AND key = $key");
    }

    public void Write(EntryKey key, EntryState before, EntryState after, SqliteTransaction transaction)
    {
        var (old, current) = (Owners(before), Owners(after));
        if (old.SequenceEqual(current))
        {
            return;
        }
        Run(_remove, key, old.Except(current), transaction);
        Run(_add, key, current.Except(old), transaction);
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

    private static void Run(
        SqliteCommand command,
        EntryKey key,
        IEnumerable<EntryOwner> owners,
        SqliteTransaction transaction
    )
    {
        command.Transaction = transaction;
        foreach (var owner in owners)
        {
            command.Parameters[0].Value = owner.Kind;
            command.Parameters[1].Value = owner.Id;
            command.Parameters[2].Value = key.Value;
            command.ExecuteNonQuery();
        }
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.Add("$kind", SqliteType.Text);
        command.Parameters.Add("$id", SqliteType.Text);
        command.Parameters.Add("$key", SqliteType.Text);
        return command;
    }
}
