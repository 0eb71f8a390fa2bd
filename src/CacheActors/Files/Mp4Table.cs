using System.Buffers.Binary;

namespace CacheActors.Files;

/// <summary>A box that is a table: version, flags, perhaps fields, a count, then rows of equal length.</summary>
internal readonly ref struct Mp4Table
{
    private readonly ReadOnlySpan<byte> _rows;
    private readonly int _rowBytes;

    private Mp4Table(ReadOnlySpan<byte> rows, int rowBytes, int count)
    {
        _rows = rows;
        _rowBytes = rowBytes;
        Count = count;
    }

    public int Count { get; }

    /// <summary>False when the box is missing or holds fewer rows than it counts.</summary>
    public static bool TryRead(ReadOnlySpan<byte> box, int headBytes, int rowBytes, out Mp4Table table)
    {
        table = default;
        if (box.Length < headBytes)
        {
            return false;
        }

        var rows = box[headBytes..];
        var count = BinaryPrimitives.ReadUInt32BigEndian(box[(headBytes - 4)..]);
        if ((long)count * rowBytes > rows.Length)
        {
            return false;
        }

        table = new Mp4Table(rows, rowBytes, (int)count);
        return true;
    }

    public uint UInt32(int row, int at = 0) => BinaryPrimitives.ReadUInt32BigEndian(_rows[(row * _rowBytes + at)..]);

    public long Int64(int row, int at = 0) => BinaryPrimitives.ReadInt64BigEndian(_rows[(row * _rowBytes + at)..]);
}
