using System.Buffers.Binary;

namespace CacheActors.Files;

/// <summary>The head of a box: its type and extent.</summary>
internal readonly ref struct Mp4Box(ReadOnlySpan<byte> type, int headBytes, long bytes)
{
    /// <summary>The longest head.</summary>
    public const int MaxHeadBytes = 16;

    public ReadOnlySpan<byte> Type { get; } = type;

    /// <summary>8, or 16 with a 64-bit size.</summary>
    public int HeadBytes { get; } = headBytes;

    /// <summary>The whole box, head included.</summary>
    public long Bytes { get; } = bytes;

    /// <summary>Reads a head.</summary>
    /// <param name="head">The first bytes: 16, or fewer if the box is in something shorter.</param>
    /// <param name="room">Bytes from the start of the box to the end of what it is in.</param>
    /// <param name="box">The box.</param>
    /// <returns>False when it does not fit.</returns>
    public static bool TryRead(ReadOnlySpan<byte> head, long room, out Mp4Box box)
    {
        box = default;
        if (head.Length < 8)
        {
            return false;
        }

        long bytes = BinaryPrimitives.ReadUInt32BigEndian(head);
        var headBytes = 8;
        if (bytes == 1)
        {
            if (head.Length < MaxHeadBytes)
            {
                return false;
            }

            bytes = BinaryPrimitives.ReadInt64BigEndian(head[8..]);
            headBytes = MaxHeadBytes;
        }
        else if (bytes == 0)
        {
            bytes = room;
        }

        box = new Mp4Box(head.Slice(4, 4), headBytes, bytes);
        return bytes >= headBytes && bytes <= room;
    }

    /// <summary>The content of the first box of a type among the boxes that tile <paramref name="boxes"/>; empty when there is none.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> boxes, scoped ReadOnlySpan<byte> type)
    {
        while (TryTake(ref boxes, out var found, out var content))
        {
            if (found.SequenceEqual(type))
            {
                return content;
            }
        }

        return default;
    }

    /// <summary>Takes the next box off the front; false at the end, and where the rest is no box.</summary>
    public static bool TryTake(
        scoped ref ReadOnlySpan<byte> boxes,
        out ReadOnlySpan<byte> type,
        out ReadOnlySpan<byte> content
    )
    {
        type = default;
        content = default;
        if (!TryRead(boxes, boxes.Length, out var box))
        {
            return false;
        }

        type = box.Type;
        content = boxes[box.HeadBytes..(int)box.Bytes];
        boxes = boxes[(int)box.Bytes..];
        return true;
    }
}
