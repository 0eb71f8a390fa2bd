namespace CacheActors.Views.EntryList;

/// <summary>The tables <c>cache_entries</c>, one row per entry, everything its events add up to, and <c>entry_owners</c>.</summary>
internal static class EntryListSchema
{
    // Times are ISO 8601 UTC with 7 decimals: exact, and in the order of their text.
    // size_bytes and sha256 are those of the file that plays; those of what was stored stand beside them (stored_*).
    // owners is a JSON list, for whoever reads the row; entry_owners is the same the other way round, for whoever asks by owner.
    // The indexes here are made with the tables: they hold few rows, and to look for those among all afterwards would cost more.
    // The compression's work list holds only what may be in it: of a large cache that is little.
    // The partial indexes on evictable and held are the eviction's: what may go, least recently used first; what may not, by size.
    // The state in the content's index is for SQLite: without it every question to that index would look into the table too.
    public const string CreateTables = """
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
            stored_format          TEXT    NOT NULL,
            stored_size_bytes      INTEGER NOT NULL,
            stored_sha256          TEXT    NOT NULL,
            attempts               INTEGER NOT NULL,
            compression_run        TEXT,
            compression_started_at TEXT,
            codec                  TEXT,
            bit_rate               INTEGER,
            failure_stage          TEXT,
            failure_reason         TEXT,
            pinned                 INTEGER NOT NULL,
            owners                 TEXT,
            evicted_at             TEXT,
            eviction_reason        TEXT
        ) WITHOUT ROWID;
        CREATE TABLE entry_owners (
            kind TEXT NOT NULL,
            id   TEXT NOT NULL,
            key  TEXT NOT NULL,
            PRIMARY KEY (kind, id, key)
        ) WITHOUT ROWID;
        CREATE INDEX cache_entries_uncompressed_idx ON cache_entries (state)
            WHERE state = 'wav' OR state = 'compressing' OR state = 'failed';
        CREATE INDEX cache_entries_held_idx ON cache_entries (size_bytes)
            WHERE pinned = 1 OR owners IS NOT NULL OR state = 'compressing';
        """;

    /// <summary>
    /// The indexes that most rows are in. After the tables; of many rows, after those: sorted once, they are made in a fraction
    /// of the time.
    /// </summary>
    public const string CreateIndexes = """
        CREATE INDEX cache_entries_book_idx ON cache_entries (book_id, chapter_index, segment_index, key);
        CREATE INDEX cache_entries_content_idx ON cache_entries (sha256, state)
            WHERE state <> 'evicted' AND state <> 'missing';
        CREATE INDEX cache_entries_evictable_idx ON cache_entries (last_accessed, key)
            WHERE pinned = 0 AND owners IS NULL AND state <> 'evicted' AND state <> 'missing';
        """;

    public const string Drop = "DROP TABLE IF EXISTS cache_entries; DROP TABLE IF EXISTS entry_owners;";
}
