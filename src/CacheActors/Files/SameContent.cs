namespace CacheActors.Files;

/// <summary>Compares files byte by byte: a hash in a list says what a file had, not what it has.</summary>
internal static class SameContent
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>True when the first is a file, not a link, with the same bytes as the second. Blocks.</summary>
    /// <param name="candidate">May be anything, and may be unreadable.</param>
    /// <param name="original">A file with so many bytes.</param>
    /// <param name="bytes">Bytes of the original.</param>
    public static bool Has(string candidate, string original, long bytes)
    {
        if (FileOnDisk.Find(candidate) is not { IsRegular: true } file || file.Bytes != bytes)
        {
            return false;
        }
        try
        {
            using var first = File.OpenHandle(candidate, share: FileShare.ReadWrite | FileShare.Delete);
            using var second = File.OpenHandle(original, share: FileShare.ReadWrite | FileShare.Delete);
            var (left, right) = (new byte[BufferBytes], new byte[BufferBytes]);
            for (var offset = 0L; offset < bytes; offset += BufferBytes)
            {
                var count = (int)Math.Min(BufferBytes, bytes - offset);
                if (
                    RandomAccess.Read(first, left.AsSpan(0, count), offset) != count
                    || RandomAccess.Read(second, right.AsSpan(0, count), offset) != count
                    || !left.AsSpan(0, count).SequenceEqual(right.AsSpan(0, count))
                )
                {
                    return false;
                }
            }
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false; // Not to be read is not to be shared: the new copy is the good one.
        }
    }
}
