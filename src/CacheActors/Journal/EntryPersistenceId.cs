using System.Diagnostics.CodeAnalysis;
using CacheActors.Domain.Entries;

namespace CacheActors.Journal;

/// <summary>The name an entry has in the journal: <c>entry-{key}</c>.</summary>
internal static class EntryPersistenceId
{
    private const string Prefix = "entry-";

    public static string Of(EntryKey key) => Prefix + key.Value;

    public static bool TryParse(string persistenceId, [NotNullWhen(true)] out EntryKey? key)
    {
        if (persistenceId.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return EntryKey.TryParse(persistenceId[Prefix.Length..], out key);
        }

        key = null;
        return false;
    }
}
