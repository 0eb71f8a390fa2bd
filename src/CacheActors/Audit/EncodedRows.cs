using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CacheActors.Journal;
using SQLitePCL;

namespace CacheActors.Audit;

/// <summary>
/// Rows of the journal as they are sealed: every column with its type and length, row after row, so that nothing can move
/// from one column or row into another unseen.
/// </summary>
internal sealed class EncodedRows
{
    private const int PersistenceIdColumn = 3;
    private const int SequenceNumberColumn = 4;

    private readonly List<long> _orderings = [];
    private readonly List<int> _ends = [];
    private byte[] _bytes = new byte[1 << 19];
    private int _used;

    public int Count => _orderings.Count;

    public long Ordering(int row) => _orderings[row];

    public void Clear()
    {
        _orderings.Clear();
        _ends.Clear();
        _used = 0;
    }

    /// <summary>Takes a row; the first column is its place in the journal.</summary>
    public void Add(SqliteStatement query, int columns)
    {
        _orderings.Add(query.Int64(0));
        _ends.Add(_used);
        Extend(query, columns);
    }

    /// <summary>Adds columns of another table to the row taken last.</summary>
    public void Extend(SqliteStatement query, int columns)
    {
        for (var column = 0; column < columns; column++)
        {
            var type = query.Type(column);
            switch (type)
            {
                case raw.SQLITE_INTEGER:
                    BinaryPrimitives.WriteInt64LittleEndian(Take(type, 8), query.Int64(column));
                    break;
                case raw.SQLITE_FLOAT:
                    BinaryPrimitives.WriteDoubleLittleEndian(Take(type, 8), query.Real(column));
                    break;
                case raw.SQLITE_NULL:
                    Take(type, 0);
                    break;
                default:
                    var value = query.Bytes(column);
                    var room = Take(type, 4 + value.Length);
                    BinaryPrimitives.WriteInt32LittleEndian(room, value.Length);
                    value.CopyTo(room[4..]);
                    break;
            }
        }
        _ends[^1] = _used;
    }

    /// <summary>SHA-256 of all rows.</summary>
    public byte[] Digest() => SHA256.HashData(_bytes.AsSpan(0, _used));

    /// <summary>The first bytes of one row's SHA-256: enough to tell which of a block's rows is another.</summary>
    public ulong RowDigest(int row)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Row(row), digest);
        return BinaryPrimitives.ReadUInt64LittleEndian(digest);
    }

    /// <summary>Whose event a row is, and which; what is no text or number there is printed as SQLite would convert it.</summary>
    public RowName Name(int row)
    {
        var rest = Row(row);
        var persistenceId = "";
        for (var column = 0; ; column++)
        {
            var type = rest[0];
            var length = type switch
            {
                raw.SQLITE_INTEGER or raw.SQLITE_FLOAT => 8,
                raw.SQLITE_NULL => 0,
                _ => 4 + BinaryPrimitives.ReadInt32LittleEndian(rest[1..]),
            };
            var value = rest.Slice(1, length);
            rest = rest[(1 + length)..];
            if (column == PersistenceIdColumn)
            {
                persistenceId = type is raw.SQLITE_TEXT or raw.SQLITE_BLOB
                    ? Encoding.UTF8.GetString(value[4..])
                    : $"({Convert.ToHexString(value)})";
            }
            else if (column == SequenceNumberColumn)
            {
                var number = type == raw.SQLITE_INTEGER ? BinaryPrimitives.ReadInt64LittleEndian(value) : 0;
                return new RowName(persistenceId, number);
            }
        }
    }

    private ReadOnlySpan<byte> Row(int row)
    {
        var start = row == 0 ? 0 : _ends[row - 1];
        return _bytes.AsSpan(start, _ends[row] - start);
    }

    private Span<byte> Take(int type, int length)
    {
        if (_bytes.Length - _used <= length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, checked(_used + length + 1)));
        }
        _bytes[_used] = (byte)type;
        var room = _bytes.AsSpan(_used + 1, length);
        _used += 1 + length;
        return room;
    }
}
