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
        catch (Exception)
        {
            return false;
        }
    }
}
