using System.Text;

namespace CacheActors.Tests.Support;

/// <summary>Does to a database file what a bad disk does.</summary>
internal static class DatabaseDamage
{
    private const int PageBytes = 4096;
    private const byte TableLeaf = 0x0D;
    private const byte IndexLeaf = 0x0A;

    /// <summary>Overwrites pages of tables and indices that hold a text: the one in their middle, or all but so many at their end.</summary>
    /// <returns>How many it overwrote.</returns>
    public static int OverwritePages(string path, string holding, int? allBut = null)
    {
        var bytes = File.ReadAllBytes(path);
        var text = Encoding.ASCII.GetBytes(holding);
        // The first page has the header: that is another kind of damage.
        var found = Enumerable
            .Range(1, bytes.Length / PageBytes - 1)
            .Where(page =>
                bytes[page * PageBytes] is TableLeaf or IndexLeaf
                && bytes.AsSpan(page * PageBytes, PageBytes).IndexOf(text) >= 0
            )
            .ToList();
        var pages = allBut is { } kept ? found.SkipLast(kept).ToList() : found.GetRange(found.Count / 2, 1);
        foreach (var page in pages)
        {
            bytes.AsSpan(page * PageBytes, PageBytes).Fill(0xEE);
        }
        Write(path, bytes);
        return pages.Count;
    }

    /// <summary>Overwrites the beginning.</summary>
    public static void OverwriteHeader(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes.AsSpan(0, 100).Fill(0xEE);
        Write(path, bytes);
    }

    /// <summary>Cuts the second half off.</summary>
    public static void Truncate(string path)
    {
        var bytes = File.ReadAllBytes(path);
        Write(path, bytes[..(bytes.Length / PageBytes / 2 * PageBytes)]);
    }

    public static void Empty(string path) => Write(path, []);

    /// <summary>Makes a text of it.</summary>
    public static void ReplaceByText(string path) =>
        Write(path, Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("not a database ", 1000))));

    /// <summary>Overwrites a write-ahead log from its beginning.</summary>
    public static void OverwriteLog(string path)
    {
        var bytes = File.ReadAllBytes(path + "-wal");
        bytes.AsSpan().Fill(0xEE);
        Write(path + "-wal", bytes);
    }

    private static void Write(string path, byte[] bytes) => File.WriteAllBytes(path, bytes);
}
