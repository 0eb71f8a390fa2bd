using System.Globalization;
using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Journal;
using CacheActors.Views;
using Microsoft.Data.Sqlite;

namespace CacheActors.Reconciliation;

/// <summary>
/// When each file's content was last verified, and when runs were, in a file that may be deleted: then everything counts as
/// never verified. The memory it takes does not grow with the cache. Calls block, from any thread, and throw
/// <see cref="CacheException"/> when the file cannot be used.
/// </summary>
internal sealed class VerificationMemory(CacheFolder folder) : IDisposable
{
    private const string HasFile = "state <> 'evicted' AND state <> 'missing'";
    private const string LastRunName = "last run";
    private const string DeepRunName = "deep run";

    private readonly Lock _gate = new();
    private SqliteConnection? _connection;
    private bool _disposed;

    /// <summary>When the last run began; null: there was none.</summary>
    public DateTimeOffset? LastRun
    {
        get => Use(connection => Moment(connection, LastRunName));
        set => Use(connection => SetMoment(connection, LastRunName, value));
    }

    /// <summary>When the deep run began that did not come to its end yet; null: there is none.</summary>
    public DateTimeOffset? UnfinishedDeepRun
    {
        get => Use(connection => Moment(connection, DeepRunName));
        set => Use(connection => SetMoment(connection, DeepRunName, value));
    }

    /// <summary>Takes in what the views have: files that are new, or others than before, were never verified; those gone are dropped.</summary>
    public void Follow() =>
        Use(connection =>
        {
            using var transaction = new SafeTransaction(connection);
            using var command = Command(
                connection,
                "DELETE FROM verified WHERE NOT EXISTS (SELECT 1 FROM views.cache_entries e "
                    + $"WHERE e.key = verified.key AND substr(e.sha256, 1, 16) = verified.content AND {HasFile}); "
                    + "INSERT OR IGNORE INTO verified SELECT key, substr(sha256, 1, 16), 0, strftime('%s', created) * 1000 "
                    + $"FROM views.cache_entries WHERE {HasFile}"
            );
            command.Transaction = transaction.Inner;
            command.ExecuteNonQuery();
            transaction.Commit();
            return true;
        });

    /// <summary>Files in their order, after a place in it, that were not verified since a moment.</summary>
    public IReadOnlyList<FileToVerify> Next(VerificationPlace after, DateTimeOffset notSince, int limit) =>
        Use(connection =>
        {
            // CROSS JOIN: in the order of the index, and not the other way round.
            using var command = Command(
                connection,
                "SELECT v.key, e.state, e.size_bytes, e.sha256, e.last_accessed, v.verified_at, v.made_at "
                    + "FROM verified v CROSS JOIN views.cache_entries e ON e.key = v.key "
                    + "WHERE (v.verified_at, v.made_at, v.key) > ($verified, $made, $key) AND v.verified_at < $since "
                    + $"AND {HasFile} ORDER BY v.verified_at, v.made_at, v.key LIMIT $limit",
                ("$verified", after.VerifiedAt),
                ("$made", after.MadeAt),
                ("$key", after.Key?.Value ?? ""),
                ("$since", notSince.ToUnixTimeMilliseconds()),
                ("$limit", limit)
            );
            var files = new List<FileToVerify>();
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                var key = EntryKey.Parse(row.GetString(0));
                files.Add(
                    new FileToVerify(
                        key,
                        row.GetString(1) == EntryStates.M4a ? AudioFormat.M4a : AudioFormat.Wav,
                        row.GetInt64(2),
                        row.GetString(3),
                        DateTimeOffset.Parse(row.GetString(4), CultureInfo.InvariantCulture),
                        new VerificationPlace(row.GetInt64(5), row.GetInt64(6), key)
                    )
                );
            }
            return (IReadOnlyList<FileToVerify>)files;
        });

    /// <summary>These were verified.</summary>
    public void Verified(IEnumerable<EntryKey> keys, DateTimeOffset at) =>
        Use(connection =>
        {
            using var transaction = new SafeTransaction(connection);
            using var command = Command(
                connection,
                "UPDATE verified SET verified_at = $at WHERE key = $key",
                ("$at", at.ToUnixTimeMilliseconds())
            );
            command.Transaction = transaction.Inner;
            var parameter = command.Parameters.Add("$key", SqliteType.Text);
            foreach (var key in keys)
            {
                parameter.Value = key.Value;
                command.ExecuteNonQuery();
            }
            transaction.Commit();
            return true;
        });

    /// <summary>How much was verified since a moment, of the files that were there at the last <see cref="Follow"/>.</summary>
    public VerificationCoverage Coverage(DateTimeOffset since) =>
        Use(connection =>
        {
            using var command = Command(
                connection,
                "SELECT (SELECT count(*) FROM verified), (SELECT count(*) FROM verified WHERE verified_at >= $since), "
                    + "(SELECT min(made_at) FROM verified WHERE verified_at = 0), "
                    + "(SELECT min(verified_at) FROM verified WHERE verified_at > 0)",
                ("$since", Math.Max(1, since.ToUnixTimeMilliseconds()))
            );
            using var row = command.ExecuteReader();
            row.Read();
            var oldest = Math.Min(
                row.IsDBNull(2) ? long.MaxValue : row.GetInt64(2),
                row.IsDBNull(3) ? long.MaxValue : row.GetInt64(3)
            );
            return new VerificationCoverage(
                row.GetInt64(0),
                row.GetInt64(1),
                oldest == long.MaxValue ? null : DateTimeOffset.FromUnixTimeMilliseconds(oldest)
            );
        });

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _connection?.Dispose();
        }
    }

    private T Use<T>(Func<SqliteConnection, T> call)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            for (var isNew = false; ; isNew = true)
            {
                try
                {
                    return call(_connection ??= VerificationDatabase.Open(folder));
                }
                catch (SqliteException e)
                {
                    // A connection may be unusable after an error: the next call has another.
                    _connection?.Dispose();
                    _connection = null;
                    if (isNew || !SqliteFaults.IsDamage(e))
                    {
                        throw new CacheException(
                            $"{folder.VerificationPath} cannot be used: {e.Message}. It may be deleted; then all content is verified anew.",
                            e
                        );
                    }
                    SqliteFiles.Delete(folder.VerificationPath);
                }
            }
        }
    }

    private static DateTimeOffset? Moment(SqliteConnection connection, string name)
    {
        using var command = Command(connection, "SELECT at FROM moment WHERE name = $name", ("$name", name));
        return command.ExecuteScalar() is long at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
    }

    private static bool SetMoment(SqliteConnection connection, string name, DateTimeOffset? at)
    {
        using var command = at is { } moment
            ? Command(
                connection,
                "INSERT OR REPLACE INTO moment VALUES ($name, $at)",
                ("$name", name),
                ("$at", moment.ToUnixTimeMilliseconds())
            )
            : Command(connection, "DELETE FROM moment WHERE name = $name", ("$name", name));
        command.ExecuteNonQuery();
        return true;
    }

    private static SqliteCommand Command(
        SqliteConnection connection,
        string text,
        params (string Name, object Value)[] parameters
    )
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }
        return command;
    }
}
