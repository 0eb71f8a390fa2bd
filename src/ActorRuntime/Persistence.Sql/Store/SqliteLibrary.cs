using SQLitePCL;

namespace CacheActors.Persistence.Sql;

/// <summary>Makes sure that a SQLite library is loaded, and respects the one the host has chosen.</summary>
internal static class SqliteLibrary
{
    private static readonly Lock Gate = new();
    private static volatile bool ready;

    public static void EnsureLoaded()
    {
        if (ready)
        {
            return;
        }

        lock (Gate)
        {
            if (!ready && !HasProvider())
            {
                Batteries_V2.Init();
            }

            ready = true;
        }
    }

    private static bool HasProvider()
    {
        try
        {
            raw.GetNativeLibraryName();
            return true;
        }
#pragma warning disable CA1031 // "No provider" is a bare System.Exception in SQLitePCLRaw, and the only way to ask.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }
}
