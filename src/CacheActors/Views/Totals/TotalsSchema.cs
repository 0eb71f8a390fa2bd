using CacheActors.Domain.Entries;

namespace CacheActors.Views.Totals;

/// <summary>The table <c>cache_totals</c>: named sums over the whole cache.</summary>
internal static class TotalsSchema
{
    public const string SavedBytes = "saved_bytes";
    public const string Hits = "hits";
    public const string Misses = "misses";
    public const string Pinned = "pinned";
    public const string Referenced = "referenced";

    /// <summary>Different contents: files that take up space, however many entries share one.</summary>
    public const string Contents = "contents";

    /// <summary>Bytes of those.</summary>
    public const string ContentBytes = "content_bytes";

    public static string EntriesIn(string state) => "entries_" + state;

    public static string BytesIn(string state) => "bytes_" + state;

    // Every name is there from the start, so that a sum which came back to 0 and one that never moved look the same.
    public static string Create { get; } =
        "CREATE TABLE cache_totals (name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;"
        + string.Concat(Names().Select(name => $"INSERT INTO cache_totals VALUES ('{name}', 0);"));

    public const string Drop = "DROP TABLE IF EXISTS cache_totals;";

    private static IEnumerable<string> Names() =>
        EntryStates
            .All.SelectMany(state => new[] { EntriesIn(state), BytesIn(state) })
            .Concat([SavedBytes, Hits, Misses, Pinned, Referenced, Contents, ContentBytes]);
}
