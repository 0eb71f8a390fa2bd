namespace CacheActors.Persistence.Sql;

/// <summary>
/// The tables of Akka.Persistence.Sql 1.5 (default mapping, tag table), to the letter: either runtime opens the other's file.
/// </summary>
internal static class Schema
{
    /// <summary>Names of every table and index below that has one of its own.</summary>
    private const string Missing = """
        SELECT 10 - count(*) FROM sqlite_master WHERE name IN (
            'journal', 'journal_uq', 'journal_created_idx', 'journal_sequence_number_idx',
            'tags', 'tags_persistence_id_sequence_nr_idx', 'tags_tag_idx',
            'snapshot', 'snapshot_sequence_number_idx', 'snapshot_created_idx')
        """;

    private const string Create = """
        BEGIN IMMEDIATE;
        CREATE TABLE IF NOT EXISTS journal (
            ordering INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            created BigInt NOT NULL,
            deleted Bit NOT NULL,
            persistence_id NVarChar(255) NOT NULL,
            sequence_number BigInt NOT NULL,
            message VarBinary NOT NULL,
            manifest NVarChar(500) NULL,
            identifier INTEGER NULL,
            writer_uuid NVarChar(128) NULL
        );
        CREATE UNIQUE INDEX IF NOT EXISTS journal_uq ON journal (persistence_id, sequence_number);
        CREATE INDEX IF NOT EXISTS journal_created_idx ON journal (created);
        CREATE INDEX IF NOT EXISTS journal_sequence_number_idx ON journal (sequence_number);
        CREATE TABLE IF NOT EXISTS tags (
            ordering_id INTEGER NOT NULL,
            tag NVarChar(64) NOT NULL,
            sequence_nr INTEGER NOT NULL,
            persistence_id NVarChar(255) NOT NULL,
            CONSTRAINT PK_tags PRIMARY KEY (ordering_id, tag)
        );
        CREATE INDEX IF NOT EXISTS tags_persistence_id_sequence_nr_idx ON tags (persistence_id, sequence_nr);
        CREATE INDEX IF NOT EXISTS tags_tag_idx ON tags (tag);
        CREATE TABLE IF NOT EXISTS snapshot (
            persistence_id NVarChar(255) NOT NULL,
            sequence_number BigInt NOT NULL,
            created BigInt NOT NULL,
            snapshot VarBinary NULL,
            manifest NVarChar(500) NULL,
            serializer_id INTEGER NULL,
            CONSTRAINT PK_snapshot PRIMARY KEY (persistence_id, sequence_number)
        );
        CREATE INDEX IF NOT EXISTS snapshot_sequence_number_idx ON snapshot (sequence_number);
        CREATE INDEX IF NOT EXISTS snapshot_created_idx ON snapshot (created);
        COMMIT;
        """;

    /// <summary>Creates what is missing; one small read when nothing is.</summary>
    public static void Ensure(Database database)
    {
        if (database.Prepare(Missing).ReadNumber() > 0)
        {
            database.Execute(Create, "creating the tables");
        }
    }
}
