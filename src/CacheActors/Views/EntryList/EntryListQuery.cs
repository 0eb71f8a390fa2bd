using CacheActors.Domain.Compression;
using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Journal;
using Microsoft.Data.Sqlite;

namespace CacheActors.Views.EntryList;

/// <summary>Questions to <c>cache_entries</c>. Calls block.</summary>
internal static class EntryListQuery
{
    public static IReadOnlyList<EntryInfo> List(SqliteConnection views, EntryFilter filter, CacheFolder folder)
    {
        using var list = new SqliteStatement(
            views,
            $"SELECT {EntryRow.Columns} FROM cache_entries "
                + "WHERE (state = ?1 OR (?1 IS NULL AND state <> 'evicted')) AND (?2 IS NULL OR book_id = ?2) "
                + "ORDER BY book_id, chapter_index, segment_index, key LIMIT ?3"
        );
        list.Bind(1, filter.State);
        list.Bind(2, filter.BookId);
        list.Bind(3, filter.Limit ?? -1);
        var entries = new List<EntryInfo>();
        while (list.Step())
        {
            entries.Add(Info(list, folder));
        }

        return entries;
    }

    public static EntryInfo? Find(SqliteConnection views, EntryKey key, CacheFolder folder)
    {
        using var find = new SqliteStatement(views, $"SELECT {EntryRow.Columns} FROM cache_entries WHERE key = ?1");
        find.Bind(1, key.Value);
        return find.Step() ? Info(find, folder) : null;
    }

    /// <summary>The file that an entry's row tells of; null when there is no row. Reads no more of the row than that.</summary>
    public static ViewedFile? FindFile(SqliteConnection views, EntryKey key, CacheFolder folder)
    {
        using var command = views.CreateCommand();
        command.CommandText = "SELECT state, size_bytes, sha256 FROM cache_entries WHERE key = $key";
        command.Parameters.AddWithValue("$key", key.Value);
        using var reader = command.ExecuteReader();
        if (!reader.Read())
        {
            return null;
        }
        var state = reader.GetString(0);
        var format = state == EntryStates.M4a ? AudioFormat.M4a : AudioFormat.Wav;
        return new ViewedFile(
            key,
            state is not (EntryStates.Evicted or EntryStates.Missing),
            folder.AudioPath(key, format),
            new FileFacts(reader.GetInt64(1), reader.GetString(2))
        );
    }

    /// <summary>One of these that is no entry; null when all are.</summary>
    public static EntryKey? FirstUnknown(SqliteConnection views, IEnumerable<EntryKey> keys)
    {
        using var command = views.CreateCommand();
        command.CommandText = "SELECT 1 FROM cache_entries WHERE key = $key AND state <> 'evicted'";
        var parameter = command.Parameters.Add("$key", SqliteType.Text);
        foreach (var key in keys)
        {
            parameter.Value = key.Value;
            if (command.ExecuteScalar() is null)
            {
                return key;
            }
        }
        return null;
    }

    /// <summary>The entries that an owner needs.</summary>
    public static IReadOnlyList<EntryKey> OwnedBy(SqliteConnection views, EntryOwner owner)
    {
        using var command = views.CreateCommand();
        command.CommandText = "SELECT key FROM entry_owners WHERE kind = $kind AND id = $id";
        command.Parameters.AddWithValue("$kind", owner.Kind);
        command.Parameters.AddWithValue("$id", owner.Id);
        var keys = new List<EntryKey>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            keys.Add(EntryKey.Parse(reader.GetString(0)));
        }
        return keys;
    }

    /// <summary>Where files with this content lie, as far as the view knows: some of them when there are many.</summary>
    public static IReadOnlyList<string> FilesWith(SqliteConnection views, FileFacts content, CacheFolder folder)
    {
        const int Enough = 4;
        using var command = views.CreateCommand();
        command.CommandText =
            "SELECT key, state FROM cache_entries "
            + "WHERE sha256 = $sha256 AND state <> 'evicted' AND state <> 'missing' AND size_bytes = $size LIMIT $limit";
        command.Parameters.AddWithValue("$sha256", content.Sha256);
        command.Parameters.AddWithValue("$size", content.SizeBytes);
        command.Parameters.AddWithValue("$limit", Enough);
        var paths = new List<string>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var format = reader.GetString(1) == EntryStates.M4a ? AudioFormat.M4a : AudioFormat.Wav;
            paths.Add(folder.AudioPath(EntryKey.Parse(reader.GetString(0)), format));
        }
        return paths;
    }

    /// <summary>What waits for compression, at most so many; what was interrupted comes first.</summary>
    public static IReadOnlyList<CompressionItem> Waiting(SqliteConnection views, int limit)
    {
        // One state after the other: so the index has them in order, and no more rows are read than are wanted.
        using var command = views.CreateCommand();
        var left = command.Parameters.Add("$limit", SqliteType.Integer);
        var items = new List<CompressionItem>();
        foreach (var waiting in new[] { EntryStates.Compressing, EntryStates.Wav })
        {
            // Written out: with a parameter SQLite could not tell that the partial index has it.
            command.CommandText =
                $"SELECT key, duration_ms FROM cache_entries WHERE state = '{waiting}' ORDER BY key LIMIT $limit";
            left.Value = limit - items.Count;
            AddItems(items, command);
        }
        return items;
    }

    /// <summary>What of these is not compressed, what failed before included; null for all.</summary>
    public static IReadOnlyList<CompressionItem> Uncompressed(SqliteConnection views, IEnumerable<EntryKey>? keys)
    {
        using var command = views.CreateCommand();
        command.CommandText =
            "SELECT key, duration_ms FROM cache_entries WHERE (state = 'wav' OR state = 'compressing' OR state = 'failed')";
        var items = new List<CompressionItem>();
        if (keys is null)
        {
            AddItems(items, command);
            return items;
        }
        // +state: by the key, which is one row, and not by the index of states.
        command.CommandText =
            "SELECT key, duration_ms FROM cache_entries WHERE key = $key AND +state IN ('wav', 'compressing', 'failed')";
        var wanted = command.Parameters.Add("$key", SqliteType.Text);
        foreach (var key in keys.Distinct())
        {
            wanted.Value = key.Value;
            AddItems(items, command);
        }
        return items;
    }

    private static void AddItems(List<CompressionItem> items, SqliteCommand command)
    {
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            items.Add(
                new CompressionItem(EntryKey.Parse(reader.GetString(0)), TimeSpan.FromMilliseconds(reader.GetInt64(1)))
            );
        }
    }

    /// <summary>Whether there is anything that may be evicted.</summary>
    public static bool AnyEvictable(SqliteConnection views)
    {
        using var command = views.CreateCommand();
        command.CommandText =
            "SELECT 1 FROM cache_entries WHERE pinned = 0 AND owners IS NULL AND state <> 'evicted' AND state <> 'missing' "
            + "LIMIT 1";
        return command.ExecuteScalar() is not null;
    }

    private static EntryInfo Info(SqliteStatement row, CacheFolder folder)
    {
        var key = EntryKey.Parse(row.Text(0));
        var (_, state) = EntryRow.Read(row);
        var known = (EntryState.Known)state;
        var (audio, access) = (known.Audio, known.Access);
        var held = state as EntryState.Held;
        var missing = state as EntryState.Missing;
        var evicted = state as EntryState.Evicted;
        var holds = held?.Holds ?? missing?.Holds ?? EntryHolds.None;
        return new EntryInfo(
            key,
            EntryStates.Of(known),
            folder.AudioPath(key, held?.Format() ?? missing?.Format() ?? audio.Format),
            held?.SizeBytes() ?? missing?.SizeBytes() ?? audio.SizeBytes,
            audio.SizeBytes,
            audio.DurationMs,
            held?.Sha256() ?? missing?.Sha256() ?? audio.Sha256,
            audio.BookId,
            audio.VoiceId,
            audio.ChapterIndex,
            audio.SegmentIndex,
            audio.EngineType,
            audio.Origin,
            audio.CreatedAt,
            access.Last,
            access.Count,
            (state as EntryState.Compressing)?.StartedAt,
            (state as EntryState.Failed)?.Reason ?? missing?.Reason,
            holds.Pinned,
            holds.Owners,
            evicted?.EvictedAt,
            evicted?.Reason
        );
    }
}
