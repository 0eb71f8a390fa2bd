using CacheActors.Audit;
using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Journal;
using CacheActors.Tests.Journal;
using CacheActors.Tests.Support;
using Microsoft.Data.Sqlite;

namespace CacheActors.Tests.Audit;

/// <summary>A cache folder with a journal and its seal, nothing else: histories of entries and of something that is none.</summary>
internal sealed class SealedJournal : IDisposable
{
    private static readonly DateTimeOffset Start = new(2031, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly TemporaryFolder _temporary = new();
    private readonly TestClock _clock = new();
    private readonly Dictionary<EntryKey, int> _lengths = [];
    private readonly TestJournal _journal;
    private int _others;

    public SealedJournal()
    {
        Folder = new CacheFolder(_temporary.At("cache"));
        Directory.CreateDirectory(Folder.Root);
        AuditDatabase.EnsureBegun(Folder, _clock.GetUtcNow());
        _journal = new TestJournal(Folder.JournalPath);
        Execute(
            """
            CREATE UNIQUE INDEX journal_uq ON journal (persistence_id, sequence_number);
            CREATE TABLE tags (ordering_id INTEGER NOT NULL, tag NVarChar(64) NOT NULL, sequence_nr INTEGER NOT NULL,
              persistence_id NVarChar(255) NOT NULL, CONSTRAINT PK_tags PRIMARY KEY (ordering_id, tag));
            """
        );
    }

    public CacheFolder Folder { get; }

    public static EntryKey Key(int entry) => EntryKey.For("voice", $"Segment {entry}.", 1);

    /// <summary>Journals events of ten entries and of a host's actor, by turns.</summary>
    public void Append(int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            if (row % 11 == 10)
            {
                _journal.AppendRow("reconciliation", ++_others, "run.v1", [1, 2, 3]);
                continue;
            }
            var key = Key(row % 11);
            var length = _lengths[key] = _lengths.GetValueOrDefault(key) + 1;
            var at = Start.AddSeconds(length);
            _journal.Append(
                key,
                length == 1
                    ? new EntryEvent.Synthesized(
                        1000 + row,
                        new string('a', 64),
                        2000,
                        "book",
                        "voice",
                        1,
                        row,
                        "tones",
                        EntryOrigin.Synthesized,
                        at
                    )
                    : new EntryEvent.Accessed(row + 1, at, at)
            );
        }
    }

    /// <summary>Seals what was journaled, as one more run of the sealer.</summary>
    public long Seal()
    {
        using var sealer = JournalSealer.Open(Folder, _clock, (_, _) => { });
        return sealer.SealAll();
    }

    public void Execute(string sql) => JournalFile.Execute(Folder.JournalPath, sql);

    public void ExecuteOnSeal(string sql) => JournalFile.Execute(Folder.AuditPath, sql);

    public IReadOnlyList<(long Ordering, string PersistenceId, long SequenceNumber)> Rows()
    {
        using var connection = new SqliteConnection(SqliteFiles.ReadOnly(Folder.JournalPath));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT ordering, persistence_id, sequence_number FROM journal ORDER BY ordering";
        using var reader = command.ExecuteReader();
        var rows = new List<(long, string, long)>();
        while (reader.Read())
        {
            rows.Add((reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2)));
        }
        return rows;
    }

    public VerifyReport Verify(string? knownSeal = null) =>
        new Verification(
            Folder,
            new VerifyRequest { KnownSeal = knownSeal },
            progress: null,
            CancellationToken.None
        ).Run();

    /// <summary>What the seal says: this folder has neither views nor files.</summary>
    public IReadOnlyList<VerifyProblem> SealProblems(string? knownSeal = null) =>
        [
            .. Verify(knownSeal)
                .Problems.Where(p =>
                    p.Kind.StartsWith("row", StringComparison.Ordinal)
                    || p.Kind.StartsWith("seal", StringComparison.Ordinal)
                    || p.Kind.StartsWith("head", StringComparison.Ordinal)
                ),
        ];

    /// <summary>Closes the journal's writer: everything is in one file.</summary>
    public void Close() => _journal.Dispose();

    public void Dispose()
    {
        _journal.Dispose();
        _temporary.Dispose();
    }
}
