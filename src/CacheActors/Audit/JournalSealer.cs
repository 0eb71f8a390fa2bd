using CacheActors.Files;
using CacheActors.Journal;
using Microsoft.Data.Sqlite;

namespace CacheActors.Audit;

/// <summary>Follows the journal and seals its rows, block after block. Blocks; one call at a time.</summary>
internal sealed class JournalSealer : IDisposable
{
    /// <summary>Rows of a full block: a changed row costs at most so many digests to name.</summary>
    public const int BlockRows = 1024;

    private const int BlocksPerCommit = 64;

    private readonly CacheFolder _folder;
    private readonly TimeProvider _time;
    private readonly AuditDatabase _audit;
    private readonly EncodedRows _rows = new();
    private SqliteConnection? _journal;
    private JournalRows? _reader;
    private byte[] _head;
    private long _block;
    private long _last;

    private JournalSealer(CacheFolder folder, TimeProvider time, AuditDatabase audit)
    {
        _folder = folder;
        _time = time;
        _audit = audit;
        var newest = audit.ReadLast();
        _head = newest?.Seal ?? audit.ReadBegin().Genesis();
        _block = newest?.Number ?? 0;
        _last = newest?.Last ?? long.MinValue;
    }

    /// <summary>Opens the seal. One that is damaged is put aside, never deleted, and sealing begins anew, which is on record.</summary>
    /// <param name="folder">The cache.</param>
    /// <param name="time">The clock.</param>
    /// <param name="putAside">Is told where a damaged seal went, and what is wrong with it.</param>
    public static JournalSealer Open(CacheFolder folder, TimeProvider time, Action<string, Exception> putAside)
    {
        var now = time.GetUtcNow();
        AuditDatabase.EnsureBegun(folder, now);
        try
        {
            return OpenExisting(folder, time);
        }
        catch (InvalidDataException e)
        {
            var aside = $"{folder.AuditPath}.damaged-{now.UtcDateTime:yyyyMMddTHHmmssfffffff}";
            foreach (var suffix in (string[])["-wal", "-shm", ""])
            {
                if (File.Exists(folder.AuditPath + suffix))
                {
                    DurableFile.Rename(folder.AuditPath + suffix, aside + suffix);
                }
            }
            putAside(aside, e);
            using var journal = new JournalReader(folder.JournalPath);
            AuditDatabase.Begin(folder.AuditPath, new SealBegin(now, SealReason.SealDamaged, journal.LastOrdering()));
            return OpenExisting(folder, time);
        }
    }

    /// <summary>Seals everything that was committed to the journal before this call.</summary>
    /// <returns>How many rows that were.</returns>
    public long SealAll(CancellationToken cancellationToken = default)
    {
        if (!TryOpenJournal())
        {
            return 0;
        }

        // What comes in meanwhile is for the next call.
        var end = _journal!.Scalar("SELECT max(ordering) FROM journal") is long last ? last : long.MinValue;
        var rows = 0L;
        var blocks = new List<SealedBlock>();
        while (_last < end && !cancellationToken.IsCancellationRequested)
        {
            _rows.Clear();
            _reader!.Read(_rows, _last == long.MinValue ? _last : _last + 1, end, BlockRows);
            if (_rows.Count == 0)
            {
                break;
            }
            rows += _rows.Count;
            blocks.Add(SealBlock());
            if (blocks.Count == BlocksPerCommit)
            {
                _audit.Append(blocks);
                blocks.Clear();
            }
        }
        if (blocks.Count > 0)
        {
            _audit.Append(blocks);
        }
        return rows;
    }

    public void Dispose()
    {
        _reader?.Dispose();
        _journal?.Dispose();
        _audit.Dispose();
    }

    private static JournalSealer OpenExisting(CacheFolder folder, TimeProvider time)
    {
        var audit = AuditDatabase.OpenWritable(folder.AuditPath);
        try
        {
            return new JournalSealer(folder, time, audit);
        }
        catch
        {
            audit.Dispose();
            throw;
        }
    }

    private SealedBlock SealBlock()
    {
        var last = _rows.Ordering(_rows.Count - 1);
        var open = new SealedBlock(
            _block + 1,
            last,
            _rows.Count,
            _time.GetUtcNow().UtcTicks,
            RowIndex.Write(_rows),
            Seal: []
        );
        var block = open with { Seal = open.Compute(_head, _rows.Digest()) };
        (_head, _block, _last) = (block.Seal, block.Number, last);
        return block;
    }

    private bool TryOpenJournal()
    {
        if (_journal is null && JournalConnection.Open(_folder.JournalPath) is { } journal)
        {
            _journal = journal;
            _reader = new JournalRows(journal);
        }
        return _journal is not null;
    }
}
