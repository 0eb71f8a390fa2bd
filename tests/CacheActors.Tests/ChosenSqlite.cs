using System.Runtime.CompilerServices;
using CacheActors.Journal;

namespace CacheActors.Tests;

internal static class ChosenSqlite
{
    // Before any test opens a database: the same for all tests, whichever comes first.
    [ModuleInitializer]
    public static void Choose() => SqliteLibrary.Use();
}
