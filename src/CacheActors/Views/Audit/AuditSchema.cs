namespace CacheActors.Views.Audit;

/// <summary>The table <c>cache_audit</c>: one row per run of reconciliation that had something to correct.</summary>
internal static class AuditSchema
{
    // What a crash cut off has no ended_at and no counts.
    public const string Create = """
        CREATE TABLE cache_audit (
            batch_id        TEXT    NOT NULL PRIMARY KEY,
            mode            TEXT    NOT NULL,
            deep            INTEGER NOT NULL,
            key             TEXT,
            corrected_from  TEXT    NOT NULL,
            started_at      TEXT,
            ended_at        TEXT,
            outcome         TEXT,
            files_scanned   INTEGER,
            entries_scanned INTEGER,
            found           INTEGER,
            fixed           INTEGER,
            failures        INTEGER,
            expired         INTEGER
        ) WITHOUT ROWID;
        """;

    public const string Drop = "DROP TABLE IF EXISTS cache_audit;";
}
