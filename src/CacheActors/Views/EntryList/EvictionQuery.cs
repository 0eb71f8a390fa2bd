using CacheActors.Domain.Entries;
using CacheActors.Domain.Eviction;
using CacheActors.Eviction;
using Microsoft.Data.Sqlite;

namespace CacheActors.Views.EntryList;

/// <summary>What may be evicted, and what may not. Calls block.</summary>
internal static class EvictionQuery
{
    // In the words of the partial index; what is being compressed would refuse.
    private const string MayGo =
        "pinned = 0 AND owners IS NULL AND state <> 'evicted' AND state <> 'missing' AND state <> 'compressing'";

    /// <summary>What may go, least recently used first; read from the database as it is enumerated.</summary>
    /// <param name="views">The database.</param>
    /// <param name="after">Only what comes after this one; null for all.</param>
    /// <param name="limit">At most so many; null for all.</param>
    public static IEnumerable<EvictionCandidate> Candidates(
        SqliteConnection views,
        EvictionCandidate? after = null,
        int? limit = null
    )
    {
        using var command = views.CreateCommand();
        command.CommandText =
            "SELECT key, size_bytes, sha256, last_accessed, "
            + "(SELECT count(*) FROM cache_entries AS other WHERE other.sha256 = entry.sha256 "
            + "AND other.state <> 'evicted' AND other.state <> 'missing') "
            + $"FROM cache_entries AS entry INDEXED BY cache_entries_evictable_idx WHERE {MayGo} "
            + "AND (last_accessed, key) > ($last, $key) ORDER BY last_accessed, key LIMIT $limit";
        command.Parameters.AddWithValue("$last", after is null ? "" : EntryRow.Time(after.LastUse));
        command.Parameters.AddWithValue("$key", after?.Key.Value ?? "");
        command.Parameters.AddWithValue("$limit", limit ?? -1);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new EvictionCandidate(
                EntryKey.Parse(reader.GetString(0)),
                reader.GetInt64(1),
                reader.GetString(2),
                reader.GetInt64(4),
                EntryRow.Time(reader.GetString(3))
            );
        }
    }

    /// <summary>Everything there is, in the order of keys.</summary>
    public static IReadOnlyList<EvictionCandidate> Everything(SqliteConnection views, EntryKey? after, int limit)
    {
        using var command = views.CreateCommand();
        command.CommandText =
            "SELECT key, size_bytes, sha256, last_accessed FROM cache_entries "
            + "WHERE key > $key AND state <> 'evicted' ORDER BY key LIMIT $limit";
        command.Parameters.AddWithValue("$key", after?.Value ?? "");
        command.Parameters.AddWithValue("$limit", limit);
        var entries = new List<EvictionCandidate>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var (key, lastUse) = (EntryKey.Parse(reader.GetString(0)), EntryRow.Time(reader.GetString(3)));
            entries.Add(new EvictionCandidate(key, reader.GetInt64(1), reader.GetString(2), Sharing: 1, lastUse));
        }
        return entries;
    }

    /// <summary>The largest of what may not go.</summary>
    public static IReadOnlyList<SpaceHolder> Holders(SqliteConnection views, int limit)
    {
        using var command = views.CreateCommand();
        command.CommandText =
            "SELECT key, size_bytes, state, pinned, owners FROM cache_entries INDEXED BY cache_entries_held_idx "
            + "WHERE (pinned = 1 OR owners IS NOT NULL OR state = 'compressing') ORDER BY size_bytes DESC LIMIT $limit";
        command.Parameters.AddWithValue("$limit", limit);
        var holders = new List<SpaceHolder>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var why = WhyKept.Of(
                reader.GetBoolean(3),
                OwnerList.Parse(reader.IsDBNull(4) ? null : reader.GetString(4)),
                isCompressing: reader.GetString(2) == EntryStates.Compressing
            );
            holders.Add(new SpaceHolder(EntryKey.Parse(reader.GetString(0)), reader.GetInt64(1), why));
        }
        return holders;
    }

    /// <summary>True while something is being compressed.</summary>
    public static bool AnyCompressing(SqliteConnection views)
    {
        using var command = views.CreateCommand();
        command.CommandText = "SELECT 1 FROM cache_entries WHERE state = 'compressing' LIMIT 1";
        return command.ExecuteScalar() is not null;
    }

    /// <summary>How many go before an entry, and their bytes, and how many may go in all; null when it may not go.</summary>
    /// <param name="views">The database.</param>
    /// <param name="key">The entry.</param>
    /// <param name="lastUse">Its last use, which may be later than the view knows.</param>
    public static (long Before, long BytesBefore, long All)? Rank(
        SqliteConnection views,
        EntryKey key,
        DateTimeOffset lastUse
    )
    {
        using var command = views.CreateCommand();
        command.CommandText = $"SELECT 1 FROM cache_entries WHERE key = $key AND {MayGo}";
        command.Parameters.AddWithValue("$key", key.Value);
        command.Parameters.AddWithValue("$last", EntryRow.Time(lastUse));
        if (command.ExecuteScalar() is null)
        {
            return null;
        }
        command.CommandText =
            "SELECT count(*), coalesce(sum(size_bytes), 0), (SELECT count(*) FROM cache_entries INDEXED BY "
            + $"cache_entries_evictable_idx WHERE {MayGo}) FROM cache_entries INDEXED BY cache_entries_evictable_idx "
            + $"WHERE {MayGo} AND (last_accessed, key) < ($last, $key) AND key <> $key";
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
    }
}
