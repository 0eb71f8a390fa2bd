using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using CacheActors.Domain.Entries;
using CacheActors.Journal;

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

    private const int ColumnCount = 29;

    // 2026-11-20T05:00:00.0000000Z
    private const int TimeBytes = 28;

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

    /// <summary>Writes a new row, from the parameters that <see cref="Bind"/> sets.</summary>
    public static string Insert { get; } = $"INSERT INTO {Values}";

    /// <summary>Writes a row in place of one that is there.</summary>
    public static string Replace { get; } = $"INSERT OR REPLACE INTO {Values}";

    /// <summary>As <see cref="Replace"/>, for a row whose facts stay as they are: the indexes on them are left alone.</summary>
    public static string Update { get; } =
        "UPDATE cache_entries SET "
        + string.Join(
            ", ",
            Columns
                .Split(", ")
                .Select((column, i) => (column, Parameter: i + 1))
                .Skip(1)
                .Where(x => !Facts.Contains(x.column))
                .Select(x => $"{x.column} = ?{x.Parameter}")
        )
        + " WHERE key = ?1";

    /// <summary>Writes to a row that it was used, and nothing else, from the parameters that <see cref="BindUse"/> sets.</summary>
    public const string Use =
        "UPDATE cache_entries SET sequence_number = ?2, last_accessed = ?3, access_count = ?4 WHERE key = ?1";

    public static FoldedEntry Read(SqliteStatement row)
    {
        var audio = new EntryAudio(
            row.Int64(16),
            row.Text(17),
            row.Int64(5),
            row.TextOrNull(6),
            row.TextOrNull(7),
            Number(row, 8),
            Number(row, 9),
            row.TextOrNull(10),
            Enum.Parse<EntryOrigin>(row.Text(11)),
            Time(row.Bytes(12))
        )
        {
            Format = Enum.Parse<AudioFormat>(row.Text(15)),
        };
        var access = new EntryAccess(row.Int64(14), Time(row.Bytes(13)));
        var attempts = (int)row.Int64(18);
        var holds = new EntryHolds { Pinned = row.Int64(25) != 0, Owners = OwnerList.Parse(row.TextOrNull(26)) };
        EntryState state = row.Text(2) switch
        {
            EntryStates.Wav => new EntryState.Wav(audio, access, attempts, holds),
            EntryStates.Compressing => new EntryState.Compressing(
                audio,
                access,
                attempts,
                holds,
                row.Text(19),
                Time(row.Bytes(20))
            ),
            EntryStates.M4a => new EntryState.M4a(
                audio,
                access,
                attempts,
                holds,
                new CompressedAudio(row.Int64(3), row.Text(4), row.Text(21), (int)row.Int64(22))
            ),
            EntryStates.Failed => new EntryState.Failed(
                audio,
                access,
                attempts,
                holds,
                Enum.Parse<FailureStage>(row.Text(23)),
                row.Text(24)
            ),
            EntryStates.Missing => new EntryState.Missing(
                audio,
                access,
                attempts,
                holds,
                row.IsNull(21)
                    ? null
                    : new CompressedAudio(row.Int64(3), row.Text(4), row.Text(21), (int)row.Int64(22)),
                row.TextOrNull(24)
            ),
            EntryStates.Evicted => new EntryState.Evicted(
                audio,
                access,
                attempts,
                Enum.Parse<EvictionReason>(row.Text(28)),
                Time(row.Bytes(27))
            ),
            var other => throw new CacheException(
                $"The view cache_entries holds an unknown state '{other}'. Run `cacheactors rebuild`."
            ),
        };
        return new FoldedEntry(row.Int64(1), state);
    }

    /// <summary>The facts in a row of this state; null when it has none.</summary>
    public static EntryAudio? AudioOf(EntryState state) => (state as EntryState.Known)?.Audio;

    /// <summary>Sets the parameters of <see cref="Use"/>.</summary>
    public static void BindUse(SqliteStatement to, EntryKey key, long sequenceNumber, EntryAccess access)
    {
        to.Bind(1, key.Value);
        to.Bind(2, sequenceNumber);
        BindTime(to, 3, access.Last);
        to.Bind(4, access.Count);
    }

    /// <summary>Sets the parameters of the other statements above: the columns, from 1.</summary>
    public static void Bind(SqliteStatement to, EntryKey key, FoldedEntry entry)
    {
        var state = entry.State;
        var known = state as EntryState.Known ?? throw new UnreachableException($"no row for {state}");
        var (audio, access) = (known.Audio, known.Access);
        var held = state as EntryState.Held;
        var missing = state as EntryState.Missing;
        var holds = held?.Holds ?? missing?.Holds;
        var m4a = (state as EntryState.M4a)?.Compressed ?? missing?.Compressed;
        var compressing = state as EntryState.Compressing;
        var failed = state as EntryState.Failed;
        var evicted = state as EntryState.Evicted;
        to.Bind(1, key.Value);
        to.Bind(2, entry.SequenceNumber);
        to.Bind(3, EntryStates.Of(known));
        to.Bind(4, held?.SizeBytes() ?? missing?.SizeBytes() ?? audio.SizeBytes);
        to.Bind(5, held?.Sha256() ?? missing?.Sha256() ?? audio.Sha256);
        to.Bind(6, audio.DurationMs);
        to.Bind(7, audio.BookId);
        to.Bind(8, audio.VoiceId);
        to.Bind(9, audio.ChapterIndex);
        to.Bind(10, audio.SegmentIndex);
        to.Bind(11, audio.EngineType);
        to.Bind(12, audio.Origin.ToString());
        BindTime(to, 13, audio.CreatedAt);
        BindTime(to, 14, access.Last);
        to.Bind(15, access.Count);
        to.Bind(16, audio.Format.ToString());
        to.Bind(17, audio.SizeBytes);
        to.Bind(18, audio.Sha256);
        to.Bind(19, known.Attempts);
        to.Bind(20, compressing?.RunId);
        BindTime(to, 21, compressing?.StartedAt);
        to.Bind(22, m4a?.Codec);
        to.Bind(23, m4a?.BitRate);
        to.Bind(24, failed?.Stage.ToString());
        to.Bind(25, failed?.Reason ?? missing?.Reason);
        to.Bind(26, holds is { Pinned: true } ? 1 : 0);
        to.Bind(27, holds is null ? null : OwnerList.Print(holds.Owners));
        BindTime(to, 28, evicted?.EvictedAt);
        to.Bind(29, evicted?.Reason.ToString());
    }

    /// <summary>A time as the views hold it: exact, and in the order of its text.</summary>
    public static string Time(DateTimeOffset value) => value.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Reads such a time.</summary>
    public static DateTimeOffset Time(string value) =>
        DateTimeOffset.ParseExact(value, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static DateTimeOffset Time(ReadOnlySpan<byte> value) =>
        Utf8Parser.TryParse(value, out DateTimeOffset time, out var read, 'O') && read == value.Length
            ? time
            : Time(Encoding.UTF8.GetString(value));

    private static void BindTime(SqliteStatement to, int parameter, DateTimeOffset? value)
    {
        if (value is not { } time)
        {
            to.BindNull(parameter);
            return;
        }
        Span<byte> text = stackalloc byte[TimeBytes];
        time.UtcDateTime.TryFormat(text, out var written, "O", CultureInfo.InvariantCulture);
        to.Bind(parameter, text[..written]);
    }

    private static int? Number(SqliteStatement row, int column) => row.IsNull(column) ? null : (int)row.Int64(column);

    private static string Values =>
        $"cache_entries ({Columns}) VALUES ({string.Join(", ", Enumerable.Range(1, ColumnCount).Select(i => $"?{i}"))})";
}
