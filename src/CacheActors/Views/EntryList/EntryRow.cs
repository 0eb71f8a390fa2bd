using System.Diagnostics;
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
        + "engine_type, origin, created, last_accessed, access_count, stored_format, stored_size_bytes, stored_sha256, "
        + "attempts, compression_run, compression_started_at, codec, bit_rate, failure_stage, failure_reason, pinned, "
        + "owners, evicted_at, eviction_reason";

    public const int ColumnCount = 29;

    // What is known of the audio when it is stored, and stays.
    private static readonly string[] Facts =
    [
        "duration_ms",
        "book_id",
        "voice_id",
        "chapter_index",
        "segment_index",
        "engine_type",
        "origin",
        "created",
        "stored_format",
        "stored_size_bytes",
        "stored_sha256",
    ];

    /// <summary>Writes a row, new or not, from the parameters that <see cref="Write"/> sets.</summary>
    public static string Upsert { get; } =
        $"INSERT OR REPLACE INTO cache_entries ({Columns}) VALUES "
        + $"({string.Join(", ", Enumerable.Range(0, ColumnCount).Select(i => $"${i}"))})";

    /// <summary>As <see cref="Upsert"/>, for a row whose facts stay as they are: the indexes on them are left alone.</summary>
    public static string Update { get; } =
        "UPDATE cache_entries SET "
        + string.Join(
            ", ",
            Columns
                .Split(", ")
                .Select((column, i) => (column, i))
                .Skip(1)
                .Where(x => !Facts.Contains(x.column))
                .Select(x => $"{x.column} = ${x.i}")
        )
        + " WHERE key = $0";

    public static (long SequenceNumber, EntryState State) Read(SqliteDataReader row)
    {
        var audio = new EntryAudio(
            row.GetInt64(16),
            row.GetString(17),
            row.GetInt64(5),
            Text(row, 6),
            Text(row, 7),
            Number(row, 8),
            Number(row, 9),
            Text(row, 10),
            Enum.Parse<EntryOrigin>(row.GetString(11)),
            Time(row.GetString(12))
        )
        {
            Format = Enum.Parse<AudioFormat>(row.GetString(15)),
        };
        var access = new EntryAccess(row.GetInt64(14), Time(row.GetString(13)));
        var attempts = row.GetInt32(18);
        var holds = new EntryHolds { Pinned = row.GetBoolean(25), Owners = OwnerList.Parse(Text(row, 26)) };
        EntryState state = row.GetString(2) switch
        {
            EntryStates.Wav => new EntryState.Wav(audio, access, attempts, holds),
            EntryStates.Compressing => new EntryState.Compressing(
                audio,
                access,
                attempts,
                holds,
                row.GetString(19),
                Time(row.GetString(20))
            ),
            EntryStates.M4a => new EntryState.M4a(
                audio,
                access,
                attempts,
                holds,
                new CompressedAudio(row.GetInt64(3), row.GetString(4), row.GetString(21), row.GetInt32(22))
            ),
            EntryStates.Failed => new EntryState.Failed(
                audio,
                access,
                attempts,
                holds,
                Enum.Parse<FailureStage>(row.GetString(23)),
                row.GetString(24)
            ),
            EntryStates.Missing => new EntryState.Missing(
                audio,
                access,
                attempts,
                holds,
                row.IsDBNull(21)
                    ? null
                    : new CompressedAudio(row.GetInt64(3), row.GetString(4), row.GetString(21), row.GetInt32(22)),
                Text(row, 24)
            ),
            EntryStates.Evicted => new EntryState.Evicted(
                audio,
                access,
                attempts,
                Enum.Parse<EvictionReason>(row.GetString(28)),
                Time(row.GetString(27))
            ),
            var other => throw new CacheException(
                $"The view cache_entries holds an unknown state '{other}'. Run `cacheactors rebuild`."
            ),
        };
        return (row.GetInt64(1), state);
    }

    /// <summary>The facts in a row of this state; null when it has none.</summary>
    public static EntryAudio? AudioOf(EntryState state) => (state as EntryState.Known)?.Audio;

    /// <summary>Sets the parameters <c>$0</c> … of an upsert, in the order of <see cref="Columns"/>.</summary>
    public static void Write(SqliteParameterCollection to, EntryKey key, long sequenceNumber, EntryState state)
    {
        var known = state as EntryState.Known ?? throw new UnreachableException($"no row for {state}");
        var audio = known.Audio;
        var access = known.Access;
        var held = state as EntryState.Held;
        var missing = state as EntryState.Missing;
        var holds = held?.Holds ?? missing?.Holds;
        var m4a = (state as EntryState.M4a)?.Compressed ?? missing?.Compressed;
        var compressing = state as EntryState.Compressing;
        var failed = state as EntryState.Failed;
        var evicted = state as EntryState.Evicted;
        Set(to, 0, key.Value);
        Set(to, 1, sequenceNumber);
        Set(to, 2, EntryStates.Of(known));
        Set(to, 3, held?.SizeBytes() ?? missing?.SizeBytes() ?? audio.SizeBytes);
        Set(to, 4, held?.Sha256() ?? missing?.Sha256() ?? audio.Sha256);
        Set(to, 5, audio.DurationMs);
        Set(to, 6, audio.BookId);
        Set(to, 7, audio.VoiceId);
        Set(to, 8, audio.ChapterIndex);
        Set(to, 9, audio.SegmentIndex);
        Set(to, 10, audio.EngineType);
        Set(to, 11, audio.Origin.ToString());
        Set(to, 12, Time(audio.CreatedAt));
        Set(to, 13, Time(access.Last));
        Set(to, 14, access.Count);
        Set(to, 15, audio.Format.ToString());
        Set(to, 16, audio.SizeBytes);
        Set(to, 17, audio.Sha256);
        Set(to, 18, known.Attempts);
        Set(to, 19, compressing?.RunId);
        Set(to, 20, compressing is null ? null : Time(compressing.StartedAt));
        Set(to, 21, m4a?.Codec);
        Set(to, 22, m4a?.BitRate);
        Set(to, 23, failed?.Stage.ToString());
        Set(to, 24, failed?.Reason ?? missing?.Reason);
        Set(to, 25, holds?.Pinned ?? false);
        Set(to, 26, holds is null ? null : OwnerList.Print(holds.Owners));
        Set(to, 27, evicted is null ? null : Time(evicted.EvictedAt));
        Set(to, 28, evicted?.Reason.ToString());
    }

    /// <summary>A time as the views hold it: exact, and in the order of its text.</summary>
    public static string Time(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    private static void Set(SqliteParameterCollection to, int index, object? value) =>
        to[index].Value = value ?? DBNull.Value;

    private static string? Text(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    private static int? Number(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    /// <summary>Reads such a time.</summary>
    public static DateTimeOffset Time(string value) =>
        DateTimeOffset.ParseExact(
            value,
            "yyyy-MM-ddTHH:mm:ss.fffffffZ",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal
        );
}
