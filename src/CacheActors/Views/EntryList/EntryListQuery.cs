using CacheActors.Domain.Compression;
using CacheActors.Domain.Entries;
using CacheActors.Files;
using Microsoft.Data.Sqlite;

namespace CacheActors.Views.EntryList;

/// <summary>Questions to <c>cache_entries</c>. Calls block.</summary>
internal static class EntryListQuery
{
    public static IReadOnlyList<EntryInfo> List(SqliteConnection views, EntryFilter filter, CacheFolder folder)
    {
        using var command = views.CreateCommand();
        command.CommandText =
            $"SELECT {EntryRow.Columns} FROM cache_entries "
            + "WHERE ($state IS NULL OR state = $state) AND ($book IS NULL OR book_id = $book) "
            + "ORDER BY book_id, chapter_index, segment_index, key LIMIT $limit";
        command.Parameters.AddWithValue("$state", (object?)filter.State ?? DBNull.Value);
        command.Parameters.AddWithValue("$book", (object?)filter.BookId ?? DBNull.Value);
        command.Parameters.AddWithValue("$limit", filter.Limit ?? -1);
        var entries = new List<EntryInfo>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            entries.Add(Info(reader, folder));
        }

        return entries;
    }

    public static EntryInfo? Find(SqliteConnection views, EntryKey key, CacheFolder folder)
    {
        using var command = views.CreateCommand();
        command.CommandText = $"SELECT {EntryRow.Columns} FROM cache_entries WHERE key = $key";
        command.Parameters.AddWithValue("$key", key.Value);
        using var reader = command.ExecuteReader();
        return reader.Read() ? Info(reader, folder) : null;
    }

    /// <summary>One of these that is no entry; null when all are.</summary>
    public static EntryKey? FirstUnknown(SqliteConnection views, IEnumerable<EntryKey> keys)
    {
        using var command = views.CreateCommand();
        command.CommandText = "SELECT 1 FROM cache_entries WHERE key = $key";
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

    /// <summary>What waits for compression; <paramref name="failedToo"/>: and what failed before.</summary>
    public static IReadOnlyList<CompressionItem> Uncompressed(SqliteConnection views, bool failedToo)
    {
        using var command = views.CreateCommand();
        command.CommandText =
            "SELECT key, duration_ms FROM cache_entries WHERE state IN ('wav', 'compressing'"
            + (failedToo ? ", 'failed')" : ")");
        var items = new List<CompressionItem>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            items.Add(
                new CompressionItem(EntryKey.Parse(reader.GetString(0)), TimeSpan.FromMilliseconds(reader.GetInt64(1)))
            );
        }
        return items;
    }

    private static EntryInfo Info(SqliteDataReader reader, CacheFolder folder)
    {
        var key = EntryKey.Parse(reader.GetString(0));
        var (_, state) = EntryRow.Read(reader);
        var audio = state.Audio;
        var m4a = (state as EntryState.M4a)?.Compressed;
        return new EntryInfo(
            key,
            EntryStates.Of(state),
            folder.AudioPath(key, m4a is null ? AudioFormat.Wav : AudioFormat.M4a),
            EntryStates.SizeBytes(state),
            audio.SizeBytes,
            audio.DurationMs,
            m4a?.Sha256 ?? audio.Sha256,
            audio.BookId,
            audio.VoiceId,
            audio.ChapterIndex,
            audio.SegmentIndex,
            audio.EngineType,
            audio.Origin,
            audio.CreatedAt,
            state.Access.Last,
            state.Access.Count,
            (state as EntryState.Compressing)?.StartedAt,
            (state as EntryState.Failed)?.Reason
        );
    }
}
