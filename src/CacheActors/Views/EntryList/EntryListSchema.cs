namespace CacheActors.Views.EntryList;

/// <summary>The table <c>cache_entries</c>: one row per entry, everything its events add up to.</summary>
internal static class EntryListSchema
{
    // Times are ISO 8601 UTC with 7 decimals: exact, and in the order of their text.
    // size_bytes and sha256 are those of the file that plays; the WAV's and the M4A's stand beside them.
    public const string Create = """
        CREATE TABLE cache_entries (
            key                    TEXT    NOT NULL PRIMARY KEY,
            sequence_number        INTEGER NOT NULL,
            state                  TEXT    NOT NULL,
            size_bytes             INTEGER NOT NULL,
            sha256                 TEXT    NOT NULL,
            duration_ms            INTEGER NOT NULL,
            book_id                TEXT,
            voice_id               TEXT,
            chapter_index          INTEGER,
            segment_index          INTEGER,
            engine_type            TEXT,
            origin                 TEXT    NOT NULL,
            created                TEXT    NOT NULL,
            last_accessed          TEXT    NOT NULL,
            access_count           INTEGER NOT NULL,
            wav_size_bytes         INTEGER NOT NULL,
            wav_sha256             TEXT    NOT NULL,
            attempts               INTEGER NOT NULL,
            compression_run        TEXT,
            compression_started_at TEXT,
            codec                  TEXT,
            bit_rate               INTEGER,
            failure_stage          TEXT,
            failure_reason         TEXT
        ) WITHOUT ROWID;
        CREATE INDEX cache_entries_state_idx ON cache_entries (state);
        CREATE INDEX cache_entries_book_idx ON cache_entries (book_id, chapter_index, segment_index, key);
        """;

    public const string Drop = "DROP TABLE IF EXISTS cache_entries;";
}
