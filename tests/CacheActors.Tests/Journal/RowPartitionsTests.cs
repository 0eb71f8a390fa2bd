using System.Text;
using CacheActors.Tests;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace CacheActors.Journal;

public sealed class RowPartitionsTests : IDisposable
{
    // So many and such long ones that partitions are written to their files several times.
    private const int Rows = 3_000;
    private const int MessageBytes = 200;

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteConnection _rows;

    public RowPartitionsTests()
    {
        SqliteLibrary.Use();
        _rows = new SqliteConnection("Data Source=:memory:");
        _rows.Open();
        _rows.Execute(
            "CREATE TABLE journal (ordering INTEGER PRIMARY KEY, persistence_id TEXT, sequence_number INTEGER, manifest TEXT, message BLOB)"
        );
    }

    public void Dispose()
    {
        _rows.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData]
    [InlineData("entry-voice-3")]
    [InlineData("entry-a", "entry-voice-2", "entry-voice-21", "entry-z")]
    public void Rows_come_back_by_entry_and_in_their_order(params string[] bounds)
    {
        Insert(new Random(1), i => $"entry-{(i % 7 == 0 ? "a" : "voice")}-{i * 37 % 500}");

        using var partitions = Filled(bounds);

        Describe(partitions.InOrder()).ShouldBe(BySqlite());
    }

    [Fact]
    public void Ids_may_begin_alike_be_part_of_another_and_be_of_any_length()
    {
        string[] ids =
        [
            "",
            "e",
            "entry",
            "entry-\u00e4",
            "entry-12345678",
            "entry-123456789",
            "entry-12345678a",
            new('x', 500),
        ];
        Insert(new Random(2), i => ids[i % ids.Length]);

        using var partitions = Filled("entry-12345678");

        Describe(partitions.InOrder()).ShouldBe(BySqlite());
    }

    [Fact]
    public void Files_are_gone_when_their_rows_have_come_back()
    {
        Insert(new Random(3), i => $"entry-{i % 10}");
        using var partitions = Filled("entry-5");
        Directory.GetFiles(_folder.Path).Length.ShouldBe(2);

        partitions.InOrder().Count().ShouldBe(Rows);

        Directory.GetFiles(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void Files_are_gone_when_nobody_wants_the_rows()
    {
        Insert(new Random(4), i => $"entry-{i % 10}");

        Filled("entry-5").Dispose();

        Directory.GetFiles(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_named()
    {
        Insert(new Random(5), i => $"entry-{i}");
        var inTheWay = _folder.Write("file", []);

        var error = Should.Throw<StorageException>(() => Fill(new RowPartitions([], inTheWay)));

        error.Path.ShouldStartWith(inTheWay);
    }

    /// <summary>Rows in an order that has nothing to do with their ids.</summary>
    private void Insert(Random random, Func<int, string> id)
    {
        var numbers = new Dictionary<string, int>();
        var message = new byte[MessageBytes];
        using var transaction = _rows.BeginTransaction();
        using var insert = new SqliteStatement(_rows, "INSERT INTO journal VALUES (?1, ?2, ?3, ?4, ?5)");
        foreach (var i in Enumerable.Range(0, Rows))
        {
            var number = numbers[id(i)] = numbers.GetValueOrDefault(id(i)) + 1;
            random.NextBytes(message);
            insert.Bind(1, i + 1L);
            insert.Bind(2, id(i));
            insert.Bind(3, number);
            insert.Bind(4, $"manifest-{i % 3}");
            insert.Bind(5, Convert.ToHexString(message.AsSpan(0, random.Next(MessageBytes))));
            insert.Run();
        }
        transaction.Commit();
    }

    private RowPartitions Filled(params string[] bounds)
    {
        var partitions = new RowPartitions([.. bounds.Select(Encoding.UTF8.GetBytes)], _folder.Path);
        Fill(partitions);
        return partitions;
    }

    private void Fill(RowPartitions partitions)
    {
        // Backwards: neither the order of ids nor that of events.
        using var rows = new SqliteStatement(
            _rows,
            $"SELECT {JournalRecord.Columns} FROM journal ORDER BY ordering DESC"
        );
        while (rows.Step())
        {
            partitions.Add(rows);
        }
    }

    private List<string> BySqlite()
    {
        var records = new List<JournalRecord>();
        using var rows = new SqliteStatement(
            _rows,
            $"SELECT {JournalRecord.Columns} FROM journal ORDER BY persistence_id, sequence_number"
        );
        while (rows.Step())
        {
            records.Add(JournalRecord.From(rows));
        }
        return Describe(records);
    }

    private static List<string> Describe(IEnumerable<JournalRecord> records) =>
        [
            .. records.Select(x =>
                $"{x.Ordering} {x.PersistenceId} {x.SequenceNumber} {x.Manifest} {Encoding.UTF8.GetString(x.Message)}"
            ),
        ];
}
