using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CacheActors.Journal;

/// <summary>
/// Sorts the journal's rows by entry. They come in any order, are laid down in partitions of the key space, and come back
/// partition by partition, each sorted in memory. What exceeds the buffers goes to a temporary file per partition, deleted
/// when it has come back. Calls block.
/// </summary>
/// <param name="bounds">The first persistence id of each partition but the first, in the order of their bytes.</param>
/// <param name="temporaryFolder">Gets the files; made with the first of them.</param>
internal sealed class RowPartitions(byte[][] bounds, string temporaryFolder) : IDisposable
{
    private const int BufferBytes = 32 * 1024;

    private readonly Partition[] _partitions =
    [
        .. Enumerable.Range(0, bounds.Length + 1).Select(i => new Partition(Path.Combine(temporaryFolder, $"{i}"))),
    ];

    /// <summary>Takes a row with the columns of <see cref="JournalRecord.Columns"/>. Several threads may give them.</summary>
    /// <exception cref="StorageException">A temporary file cannot be written.</exception>
    public void Add(SqliteStatement row)
    {
        var partition = _partitions[IndexOf(row.Bytes(1))];
        lock (partition)
        {
            Write(row, partition.Buffer);
            if (partition.Buffer.WrittenCount >= BufferBytes)
            {
                partition.Spill();
            }
        }
    }

    /// <summary>All rows, once: those of one entry together, in the order in which they happened, entries in the order of keys.</summary>
    /// <exception cref="StorageException">A temporary file cannot be read.</exception>
    public IEnumerable<JournalRecord> InOrder()
    {
        var bytes = Array.Empty<byte>();
        foreach (var partition in _partitions)
        {
            var length = partition.Empty(ref bytes);
            var record = default(JournalRecord);
            foreach (var start in Sorted(bytes, length))
            {
                record = Read(bytes.AsSpan(start), record);
                yield return record;
            }
        }
    }

    public void Dispose()
    {
        foreach (var partition in _partitions)
        {
            partition.Dispose();
        }
    }

    private static void Write(SqliteStatement row, ArrayBufferWriter<byte> to)
    {
        var id = row.Bytes(1);
        var manifest = row.Bytes(3);
        var message = row.Bytes(4);
        var header = new Header(row.Int64(0), row.Int64(2), id.Length, manifest.Length, message.Length);
        var bytes = to.GetSpan(header.RowLength);
        MemoryMarshal.Write(bytes, header);
        id.CopyTo(bytes[Header.Size..]);
        manifest.CopyTo(bytes[header.ManifestAt..]);
        message.CopyTo(bytes[header.MessageAt..]);
        to.Advance(header.RowLength);
    }

    private static JournalRecord Read(ReadOnlySpan<byte> row, in JournalRecord before)
    {
        var header = MemoryMarshal.Read<Header>(row);
        var id = header.Id(row);
        return new JournalRecord(
            header.Ordering,
            before.PersistenceId is { } known && Ascii.Equals(id, known) ? known : Encoding.UTF8.GetString(id),
            header.SequenceNumber,
            Encoding.UTF8.GetString(row[header.ManifestAt..header.MessageAt]),
            row[header.MessageAt..header.RowLength].ToArray()
        );
    }

    /// <summary>Where the rows begin, in their order.</summary>
    private static int[] Sorted(byte[] bytes, int length)
    {
        var starts = Starts(bytes.AsSpan(0, length));
        // By the first bytes that tell ids apart, as numbers, and the rest among equals: several times as fast as all at once.
        var skip = CommonPrefix(bytes, starts);
        var leading = Array.ConvertAll(starts, start => Leading(IdAt(bytes, start)[skip..]));
        Array.Sort(leading, starts);
        Comparison<int> compare = (one, other) => Compare(bytes.AsSpan(one), bytes.AsSpan(other));
        for (var (from, to) = (0, 0); from < starts.Length; from = to)
        {
            for (to = from + 1; to < starts.Length && leading[to] == leading[from]; to++) { }
            starts.AsSpan(from, to - from).Sort(compare);
        }
        return starts;
    }

    private static int[] Starts(ReadOnlySpan<byte> bytes)
    {
        var starts = new List<int>();
        for (var start = 0; start < bytes.Length; start += MemoryMarshal.Read<Header>(bytes[start..]).RowLength)
        {
            starts.Add(start);
        }
        return [.. starts];
    }

    private static int CommonPrefix(byte[] bytes, int[] starts)
    {
        var prefix = starts.Length > 0 ? IdAt(bytes, starts[0]) : [];
        foreach (var start in starts)
        {
            prefix = prefix[..prefix.CommonPrefixLength(IdAt(bytes, start))];
        }
        return prefix.Length;
    }

    private static ulong Leading(ReadOnlySpan<byte> id)
    {
        Span<byte> leading = stackalloc byte[sizeof(ulong)];
        leading.Clear();
        id[..Math.Min(id.Length, leading.Length)].CopyTo(leading);
        return BinaryPrimitives.ReadUInt64BigEndian(leading);
    }

    private static ReadOnlySpan<byte> IdAt(byte[] bytes, int start)
    {
        var row = bytes.AsSpan(start);
        return MemoryMarshal.Read<Header>(row).Id(row);
    }

    private static int Compare(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var (header, otherHeader) = (MemoryMarshal.Read<Header>(one), MemoryMarshal.Read<Header>(other));
        var ids = header.Id(one).SequenceCompareTo(otherHeader.Id(other));
        return ids != 0 ? ids : header.SequenceNumber.CompareTo(otherHeader.SequenceNumber);
    }

    private int IndexOf(ReadOnlySpan<byte> id)
    {
        var (from, to) = (0, bounds.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (id.SequenceCompareTo(bounds[middle]) < 0)
            {
                to = middle;
            }
            else
            {
                from = middle + 1;
            }
        }
        return from;
    }

    /// <summary>Before the bytes of a row's persistence id, manifest and message.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Header(
        long Ordering,
        long SequenceNumber,
        int IdLength,
        int ManifestLength,
        int MessageLength
    )
    {
        public static readonly int Size = Unsafe.SizeOf<Header>();

        public int ManifestAt => Size + IdLength;

        public int MessageAt => ManifestAt + ManifestLength;

        public int RowLength => MessageAt + MessageLength;

        public ReadOnlySpan<byte> Id(ReadOnlySpan<byte> row) => row.Slice(Size, IdLength);
    }

    private sealed class Partition(string path) : IDisposable
    {
        private SafeFileHandle? _file;
        private long _fileLength;

        public ArrayBufferWriter<byte> Buffer { get; } = new();

        public void Spill() =>
            StorageException.Guard(
                "write",
                path,
                () =>
                {
                    _file ??= Create();
                    RandomAccess.Write(_file, Buffer.WrittenSpan, _fileLength);
                    _fileLength += Buffer.WrittenCount;
                    Buffer.ResetWrittenCount();
                }
            );

        /// <summary>Gives back all bytes, and how many they are.</summary>
        public int Empty(ref byte[] into)
        {
            var spilled = checked((int)_fileLength);
            var length = spilled + Buffer.WrittenCount;
            if (into.Length < length)
            {
                into = new byte[length];
            }
            var bytes = into;
            StorageException.Guard("read", path, () => ReadSpilled(bytes.AsSpan(0, spilled)));
            Buffer.WrittenSpan.CopyTo(into.AsSpan(spilled));
            Dispose();
            return length;
        }

        public void Dispose() => _file?.Dispose();

        private SafeFileHandle Create()
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return File.OpenHandle(
                path,
                FileMode.Create,
                FileAccess.ReadWrite,
                FileShare.None,
                FileOptions.DeleteOnClose
            );
        }

        private void ReadSpilled(Span<byte> into)
        {
            for (var at = 0; at < into.Length; )
            {
                var read = RandomAccess.Read(_file!, into[at..], at);
                at += read > 0 ? read : throw new EndOfStreamException("it is shorter than it was written");
            }
        }
    }
}
