namespace CacheActors.Files;

/// <summary>Walks the boxes of an MP4 file: those of the file itself on the disk, those of its index in memory.</summary>
internal static class Mp4Reader
{
    public const string Accepted = "an MP4 file (.m4a) with one AAC track, not fragmented, below 2 GiB";

    private const int MostBoxes = 256;

    /// <summary>Four bytes for each of the 47 frames in a second: three days of audio, and more.</summary>
    private const long LargestIndex = 64 << 20;

    public static Mp4Facts Read(AudioFile file)
    {
        var (index, media) = ReadBoxes(file);
        return Mp4Track.Read(file, index, media);
    }

    /// <summary>The file's boxes must tile it exactly; returns the content of <c>moov</c> and where the media data is.</summary>
    private static (byte[] Index, List<Mp4Extent> Media) ReadBoxes(AudioFile file)
    {
        byte[]? index = null;
        var media = new List<Mp4Extent>(1);
        Span<byte> buffer = stackalloc byte[Mp4Box.MaxHeadBytes];
        long offset = 0;
        for (var boxes = 0; offset < file.Length; boxes++)
        {
            var head = buffer[..file.Read(buffer, offset)];
            if (offset == 0 && (head.Length < 8 || !head[4..8].SequenceEqual("ftyp"u8)))
            {
                throw file.Invalid(file.Describe());
            }

            if (!Mp4Box.TryRead(head, file.Length - offset, out var box))
            {
                throw file.Invalid($"it is cut off or damaged: no whole box at byte {offset:N0}");
            }

            if (boxes == MostBoxes || box.Type.SequenceEqual("moof"u8))
            {
                throw file.Invalid("it is fragmented");
            }

            var content = new Mp4Extent(offset + box.HeadBytes, box.Bytes - box.HeadBytes);
            if (box.Type.SequenceEqual("mdat"u8))
            {
                media.Add(content);
            }
            else if (box.Type.SequenceEqual("moov"u8))
            {
                if (index is not null || content.Bytes > LargestIndex)
                {
                    throw file.Invalid(
                        index is null ? $"its index has {content.Bytes:N0} bytes" : "it has two indexes"
                    );
                }

                index = new byte[content.Bytes];
                if (file.Read(index, content.Offset) < index.Length)
                {
                    throw file.Invalid("it became shorter while it was read");
                }
            }

            offset += box.Bytes;
        }

        return index is null
            ? throw file.Invalid("it has no index (moov): whoever wrote it did not finish")
            : (index, media);
    }
}
