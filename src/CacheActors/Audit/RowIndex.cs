using System.IO.Compression;
using System.Text;

namespace CacheActors.Audit;

/// <summary>
/// What a sealed block remembers of each of its rows, compressed: enough to name the one that was edited, removed or added
/// when the block is not what was sealed.
/// </summary>
internal static class RowIndex
{
    public static byte[] Write(EncodedRows rows)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(new DeflateStream(bytes, CompressionLevel.Fastest), Encoding.UTF8))
        {
            var previous = 0L;
            for (var row = 0; row < rows.Count; row++)
            {
                var (persistenceId, sequenceNumber) = rows.Name(row);
                writer.Write7BitEncodedInt64(rows.Ordering(row) - previous);
                writer.Write(persistenceId);
                writer.Write7BitEncodedInt64(sequenceNumber);
                writer.Write(rows.RowDigest(row));
                previous = rows.Ordering(row);
            }
        }
        return bytes.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are no such index.</exception>
    public static IReadOnlyList<Row> Read(byte[] index, int count)
    {
        var rows = new List<Row>();
        try
        {
            using var reader = new BinaryReader(
                new DeflateStream(new MemoryStream(index), CompressionMode.Decompress),
                Encoding.UTF8
            );
            var ordering = 0L;
            for (var row = 0; row < count; row++)
            {
                ordering += reader.Read7BitEncodedInt64();
                var name = new RowName(reader.ReadString(), reader.Read7BitEncodedInt64());
                rows.Add(new Row(ordering, name, reader.ReadUInt64()));
            }
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or IOException)
        {
            throw new InvalidDataException("The index of the block's rows is damaged.", e);
        }
        return rows;
    }

    /// <param name="Ordering">Its place in the journal.</param>
    /// <param name="Name">Whose event it is.</param>
    /// <param name="Digest">As <see cref="EncodedRows.RowDigest"/>.</param>
    internal readonly record struct Row(long Ordering, RowName Name, ulong Digest);
}
