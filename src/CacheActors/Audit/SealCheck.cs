using CacheActors.Journal;
using Microsoft.Data.Sqlite;

namespace CacheActors.Audit;

/// <summary>
/// Computes the chain of seals again from the journal's rows, and names the rows that are not what was sealed. Reading is on
/// this thread, hashing on others.
/// </summary>
internal sealed class SealCheck : IDisposable
{
    private const int BlocksUnderWay = 4;
    private const string File = "audit.db";

    private readonly JournalDamage _damage;
    private readonly Action<VerifyProblem> _report;
    private readonly JournalRows _reader;
    private readonly SqliteConnection _journal;
    private readonly Queue<(SealedBlock Block, EncodedRows Rows, Task<byte[]> Digest)> _underWay = new();
    private readonly Stack<EncodedRows> _spare = new();
    private byte[]? _previous;
    private byte[] _known = [];
    private bool _knownFound;

    /// <param name="journal">The journal, held still.</param>
    /// <param name="damage">What of it cannot be read.</param>
    /// <param name="report">Takes problems.</param>
    public SealCheck(SqliteConnection journal, JournalDamage damage, Action<VerifyProblem> report)
    {
        _journal = journal;
        _damage = damage;
        _report = report;
        _reader = new JournalRows(journal, withTags: !damage.OfTags);
    }

    /// <summary>Checks everything that is sealed.</summary>
    /// <param name="audit">The chain.</param>
    /// <param name="knownHead">A seal that somebody kept; it has to be in the chain. Null for none.</param>
    /// <param name="progress">Is told how far it is, in places of the journal.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public SealReport Run(
        AuditDatabase audit,
        byte[]? knownHead,
        Action<long> progress,
        CancellationToken cancellationToken
    )
    {
        var begin = audit.ReadBegin();
        _known = knownHead ?? [];
        Link(begin.Genesis());
        var (number, last, rows) = (0L, long.MinValue, 0L);
        foreach (var block in audit.ReadAll())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (block.Number != number + 1)
            {
                FinishAll();
                Damaged($"Blocks {number + 1} to {block.Number - 1} are missing from the chain of seals.");
                _previous = null;
            }
            if (block.Last <= last)
            {
                FinishAll();
                Damaged($"Block {block.Number} of the chain of seals was changed: it ends before it begins.");
                Link(block.Seal);
                number = block.Number;
                continue;
            }
            Begin(block, last == long.MinValue ? last : last + 1);
            (number, last) = (block.Number, block.Last);
            rows += block.Rows;
            progress(last);
        }
        FinishAll();
        if (knownHead is not null && !_knownFound)
        {
            _report(
                new VerifyProblem(
                    "headUnknown",
                    File,
                    $"The seal {Convert.ToHexStringLower(knownHead)} is not in the chain: journal and seal are not those it was taken from, or both were made anew since."
                )
            );
        }
        else if (knownHead is null)
        {
            Explain(begin);
        }
        return new SealReport(
            _previous is null ? null : Convert.ToHexStringLower(_previous),
            rows,
            Unsealed(last),
            begin.At
        );
    }

    public void Dispose() => _reader.Dispose();

    // Somebody who names a seal of this chain knows how it began.
    private void Explain(SealBegin begin)
    {
        if (begin.LastOrdering > 0 && begin.Reason is SealReason.SealMissing or SealReason.SealDamaged)
        {
            _report(
                new VerifyProblem(
                    "sealMissing",
                    File,
                    $"Sealing began anew at {begin.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, when the journal had rows up to {begin.LastOrdering} already and their seal was {(begin.Reason == SealReason.SealMissing ? "missing" : "damaged")}: what happened to them before then cannot be told. `verify --seal HEX` with a seal taken since then accepts that."
                )
            );
        }
    }

    private void Begin(SealedBlock block, long from)
    {
        if (_underWay.Count == BlocksUnderWay)
        {
            Finish();
        }
        if (!_spare.TryPop(out var rows))
        {
            rows = new EncodedRows();
        }
        foreach (var (first, last) in _damage.Readable(from, block.Last))
        {
            _reader.Read(rows, first, last);
        }
        _underWay.Enqueue((block, rows, Task.Run(rows.Digest)));
    }

    private void FinishAll()
    {
        while (_underWay.Count > 0)
        {
            Finish();
        }
    }

    private void Finish()
    {
        var (block, rows, digest) = _underWay.Dequeue();
        var rowsDigest = digest.GetAwaiter().GetResult();
        if (_previous is null || !block.Compute(_previous, rowsDigest).AsSpan().SequenceEqual(block.Seal))
        {
            Name(block, rows);
        }
        Link(block.Seal);
        rows.Clear();
        _spare.Push(rows);
    }

    private void Link(byte[] seal)
    {
        _previous = seal;
        _knownFound |= seal.AsSpan().SequenceEqual(_known);
    }

    private void Name(SealedBlock block, EncodedRows rows)
    {
        IReadOnlyList<RowIndex.Row> index;
        try
        {
            index = RowIndex.Read(block.Index, block.Rows);
        }
        catch (InvalidDataException)
        {
            Damaged(
                $"Block {block.Number} of the chain of seals, up to row {block.Last}, was changed: which of its rows are still what was sealed cannot be told."
            );
            return;
        }

        var named = 0;
        var (was, now) = (0, 0);
        while (was < index.Count || now < rows.Count)
        {
            var sealedAt = was < index.Count ? index[was].Ordering : long.MaxValue;
            var foundAt = now < rows.Count ? rows.Ordering(now) : long.MaxValue;
            if (sealedAt < foundAt)
            {
                var row = index[was++];
                named++;
                if (!_damage.Contains(row.Ordering))
                {
                    Row("rowRemoved", row.Name, $"Row {row.Ordering}, {row.Name}, was removed after it was sealed.");
                }
                else
                {
                    Row("rowUnreadable", row.Name, $"Row {row.Ordering}, {row.Name}, lies where the file is damaged.");
                }
            }
            else if (foundAt < sealedAt)
            {
                // Before the first block with a known predecessor nothing says where it begins.
                if (_previous is not null || (index.Count > 0 && foundAt > index[0].Ordering))
                {
                    named++;
                    var name = rows.Name(now);
                    Row("rowAdded", name, $"Row {foundAt}, {name}, was added after its place was sealed.");
                }
                now++;
            }
            else
            {
                if (index[was].Digest != rows.RowDigest(now))
                {
                    named++;
                    var (before, after) = (index[was].Name, rows.Name(now));
                    Row(
                        "rowEdited",
                        before,
                        $"Row {foundAt}, {before}, was edited after it was sealed"
                            + (before == after ? "." : $": now it says it is {after}.")
                    );
                }
                was++;
                now++;
            }
        }
        if (named == 0 && _previous is not null)
        {
            Damaged(
                $"Block {block.Number} of the chain of seals, up to row {block.Last}, was changed: it does not fit the rows it seals or the block before it."
            );
        }
    }

    private void Row(string kind, RowName name, string detail) => _report(new VerifyProblem(kind, name.Key, detail));

    private void Damaged(string detail) => _report(new VerifyProblem("sealDamaged", File, detail));

    private long Unsealed(long last)
    {
        using var unsealed = new SqliteStatement(
            _journal,
            "SELECT ordering FROM journal WHERE ordering BETWEEN ?1 AND ?2"
        );
        var rows = 0L;
        foreach (var (from, to) in _damage.Readable(last == long.MinValue ? last : last + 1, long.MaxValue))
        {
            unsealed.Start(from, to);
            for (var next = from; next <= to && unsealed.Step(); next = unsealed.Int64(0) + 1)
            {
                rows++;
            }
        }
        return rows;
    }
}
