using Shouldly;
using Xunit;

namespace CacheActors.Persistence.Sql;

public sealed class SchemaTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Columns_are_those_that_Akka_Persistence_Sql_creates()
    {
        await _folder.Open().HighestSequenceNr("any");

        Columns("journal")
            .ShouldBe([
                "ordering INTEGER 1 pk1",
                "created BigInt 1 pk0",
                "deleted Bit 1 pk0",
                "persistence_id NVarChar(255) 1 pk0",
                "sequence_number BigInt 1 pk0",
                "message VarBinary 1 pk0",
                "manifest NVarChar(500) 0 pk0",
                "identifier INTEGER 0 pk0",
                "writer_uuid NVarChar(128) 0 pk0",
            ]);
        Columns("tags")
            .ShouldBe([
                "ordering_id INTEGER 1 pk1",
                "tag NVarChar(64) 1 pk2",
                "sequence_nr INTEGER 1 pk0",
                "persistence_id NVarChar(255) 1 pk0",
            ]);
        Columns("snapshot")
            .ShouldBe([
                "persistence_id NVarChar(255) 1 pk1",
                "sequence_number BigInt 1 pk2",
                "created BigInt 1 pk0",
                "snapshot VarBinary 0 pk0",
                "manifest NVarChar(500) 0 pk0",
                "serializer_id INTEGER 0 pk0",
            ]);
        _folder.Query("SELECT sql FROM sqlite_master WHERE name = 'journal'").Single().ShouldContain("AUTOINCREMENT");
    }

    [Fact]
    public async Task Indexes_are_those_that_Akka_Persistence_Sql_creates()
    {
        await _folder.Open().HighestSequenceNr("any");

        Indexes("journal")
            .ShouldBe([
                "journal_created_idx 0 (created)",
                "journal_sequence_number_idx 0 (sequence_number)",
                "journal_uq 1 (persistence_id,sequence_number)",
            ]);
        Indexes("tags")
            .ShouldBe([
                "sqlite_autoindex_tags_1 1 (ordering_id,tag)",
                "tags_persistence_id_sequence_nr_idx 0 (persistence_id,sequence_nr)",
                "tags_tag_idx 0 (tag)",
            ]);
        Indexes("snapshot")
            .ShouldBe([
                "snapshot_created_idx 0 (created)",
                "snapshot_sequence_number_idx 0 (sequence_number)",
                "sqlite_autoindex_snapshot_1 1 (persistence_id,sequence_number)",
            ]);
    }

    [Fact]
    public async Task An_index_that_is_missing_is_created_and_the_events_stay()
    {
        var first = _folder.Open();
        await first.Write([StoreFolder.Row("a", 1)]);
        _folder.Query("DROP INDEX journal_created_idx");
        _folder.Close(first);

        (await _folder.Open().HighestSequenceNr("a")).ShouldBe(1);

        Indexes("journal").Count.ShouldBe(3);
    }

    [Fact]
    public async Task Without_auto_initialize_nothing_is_created()
    {
        _folder.Settings = _folder.Settings with { AutoInitialize = false };

        var error = await Should.ThrowAsync<Exception>(() => _folder.Open().Write([StoreFolder.Row("a", 1)]));

        error.Message.ShouldContain(_folder.Settings.Path);
        File.Exists(_folder.Settings.Path).ShouldBeFalse();
    }

    [Fact]
    public async Task Only_the_owner_may_read_the_files()
    {
        await _folder.Open().Write([StoreFolder.Row("a", 1)]);

        foreach (var suffix in new[] { "", "-wal" })
        {
            if (!OperatingSystem.IsWindows())
            {
                File.GetUnixFileMode(_folder.Settings.Path + suffix)
                    .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }
    }

    private List<string> Columns(string table) =>
        _folder.Query(
            $"SELECT name || ' ' || type || ' ' || \"notnull\" || ' pk' || pk FROM pragma_table_info('{table}')"
        );

    private List<string> Indexes(string table) =>
        _folder.Query(
            $"""
            SELECT l.name || ' ' || l."unique" || ' (' || group_concat(i.name) || ')'
            FROM pragma_index_list('{table}') l, pragma_index_info(l.name) i GROUP BY l.name ORDER BY l.name
            """
        );
}
