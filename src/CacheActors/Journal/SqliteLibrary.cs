using System.Runtime.InteropServices;
using SQLitePCL;

namespace CacheActors.Journal;

/// <summary>
/// Chooses the SQLite library of this process: the distribution's when it is newer than the bundled one, because it gets
/// the security fixes. When the host has used SQLite before, its choice stands: half of the calls would go to another library.
/// </summary>
internal static unsafe class SqliteLibrary
{
    /// <summary>SQLite in SQLitePCLRaw.lib.e_sqlite3 2.0.6, as <c>sqlite3_libversion_number</c> tells it.</summary>
    internal const int BundledVersion = 3_035_005;

    private const string BundledName = "e_sqlite3";
    private static readonly string[] DistributionNames = ["libsqlite3.so.0"];
    private static readonly Lock Gate = new();
    private static SqliteLibraryInfo? _inUse;

    /// <summary>Makes the choice, once, and tells it.</summary>
    public static SqliteLibraryInfo Use()
    {
        if (Volatile.Read(ref _inUse) is { } known)
        {
            return known;
        }

        lock (Gate)
        {
            return _inUse ??= Choose();
        }
    }

    private static SqliteLibraryInfo Choose()
    {
        if (IsInUse())
        {
            return new SqliteLibraryInfo(raw.sqlite3_libversion().utf8_to_string(), "host", "the host has chosen it");
        }
        var choice = new SqliteLibraryInfo(Text(BundledVersion), "bundled", "the distribution has no libsqlite3");
        if (OperatingSystem.IsLinux())
        {
            foreach (var name in DistributionNames)
            {
                if (!NativeLibrary.TryLoad(name, out var library))
                {
                    continue;
                }

                var version = (
                    (delegate* unmanaged<int>)NativeLibrary.GetExport(library, "sqlite3_libversion_number")
                )();
                if (version <= BundledVersion)
                {
                    choice = choice with { Why = $"the distribution's {name} is no newer ({Text(version)})" };
                    NativeLibrary.Free(library);
                    continue;
                }
                NativeLibrary.SetDllImportResolver(
                    typeof(SQLite3Provider_e_sqlite3).Assembly,
                    (wanted, _, _) => wanted == BundledName ? library : 0
                );
                choice = new SqliteLibraryInfo(Text(version), name, $"newer than the bundled {Text(BundledVersion)}");
                break;
            }
        }
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return choice;
    }

    private static bool IsInUse()
    {
        try
        {
            raw.GetNativeLibraryName();
            return true;
        }
        catch (Exception)
        {
            return false; // There is no other way to ask, and no type of its own for the answer.
        }
    }

    private static string Text(int version) => $"{version / 1_000_000}.{version / 1000 % 1000}.{version % 1000}";
}

/// <summary>The SQLite library in use.</summary>
/// <param name="Version">Its version, for example 3.40.1.</param>
/// <param name="Source"><c>bundled</c>, the name of the distribution's library, or <c>host</c>.</param>
/// <param name="Why">Why this one.</param>
internal sealed record SqliteLibraryInfo(string Version, string Source, string Why);
