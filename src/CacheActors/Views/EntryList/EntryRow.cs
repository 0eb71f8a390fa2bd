using System.Globalization;
using CacheActors.Domain.Entries;
using Microsoft.Data.Sqlite;

namespace CacheActors.Views.EntryList;

/// <summary>
/// A row of <c>cache_entries</c> is an entry's state written down, and nothing else: it is made from the state that the
/// domain folds, and read back into it. So the view cannot have an opinion of its own.
/// </summary>
internal static class EntryRow
{
    public const string Columns =
        "key, sequence_number, state, size_bytes, sha256, duration_ms, book_id, voice_id, chapter_index, segment_index, "
        + "engine_type, origin, created, last_accessed, access_count, wav_size_bytes, wav_sha256, attempts, "
        + "compression_run, compression_started_at, codec, bit_rate, failure_stage, failure_reason";

    public const int ColumnCount = 24;

    public static (long SequenceNumber, EntryState.Held State) Read(SqliteDataReader row)
    {
        var audio = new EntryAudio(
            row.GetInt64(15),
            row.GetString(16),
            row.GetInt64(5),
            Text(row, 6),
            Text(row, 7),
            Number(row, 8),
            Number(row, 9),
            Text(row, 10),
            Enum.Parse<EntryOrigin>(row.GetString(11)),
            Time(row.GetString(12))
        );
        var access = new EntryAccess(row.GetInt64(14), Time(row.GetString(13)));
        var attempts = row.GetInt32(17);
        EntryState.Held state = row.GetString(2) switch
        {
            EntryStates.Wav => new EntryState.Wav(audio, access, attempts),
            EntryStates.Compressing => new EntryState.Compressing(
                audio,
                access,
                attempts,
                row.GetString(18),
                Time(row.GetString(19))
            ),
            EntryStates.M4a => new EntryState.M4a(
                audio,
                access,
                attempts,
                new CompressedAudio(row.GetInt64(3), row.GetString(4), row.GetString(20), row.GetInt32(21))
            ),
            EntryStates.Failed => new EntryState.Failed(
                audio,
                access,
                attempts,
                Enum.Parse<FailureStage>(row.GetString(22)),
                row.GetString(23)
            ),
            var other => throw new CacheException(
                $"The view cache_entries holds an unknown state '{other}'. Run `cacheactors rebuild`."
            ),
        };
        return (row.GetInt64(1), state);
    }

    /// <summary>Sets the parameters <c>$0</c> … of an upsert, in the order of <see cref="Columns"/>.</summary>
    public static void Write(SqliteParameterCollection to, EntryKey key, long sequenceNumber, EntryState.Held state)
    {
        var audio = state.Audio;
        var m4a = (state as EntryState.M4a)?.Compressed;
        var compressing = state as EntryState.Compressing;
        var failed = state as EntryState.Failed;
        Set(to, 0, key.Value);
        Set(to, 1, sequenceNumber);
        Set(to, 2, EntryStates.Of(state));
        Set(to, 3, EntryStates.SizeBytes(state));
        Set(to, 4, m4a?.Sha256 ?? audio.Sha256);
        Set(to, 5, audio.DurationMs);
        Set(to, 6, audio.BookId);
        Set(to, 7, audio.VoiceId);
        Set(to, 8, audio.ChapterIndex);
        Set(to, 9, audio.SegmentIndex);
        Set(to, 10, audio.EngineType);
        Set(to, 11, audio.Origin.ToString());
        Set(to, 12, Time(audio.CreatedAt));
        Set(to, 13, Time(state.Access.Last));
        Set(to, 14, state.Access.Count);
        Set(to, 15, audio.SizeBytes);
        Set(to, 16, audio.Sha256);
        Set(to, 17, state.Attempts);
        Set(to, 18, compressing?.RunId);
        Set(to, 19, compressing is null ? null : Time(compressing.StartedAt));
        Set(to, 20, m4a?.Codec);
        Set(to, 21, m4a?.BitRate);
        Set(to, 22, failed?.Stage.ToString());
        Set(to, 23, failed?.Reason);
    }

    private static void Set(SqliteParameterCollection to, int index, object? value) =>
        to[index].Value = value ?? DBNull.Value;

    private static string? Text(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    private static int? Number(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    private static string Time(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string value) =>
        DateTimeOffset.ParseExact(
            value,
            "yyyy-MM-ddTHH:mm:ss.fffffffZ",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal
        );
}
