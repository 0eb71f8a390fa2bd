using System.Runtime.CompilerServices;
using CacheActors.Journal;

namespace CacheActors.EndToEnd.Tests;

internal static class ChosenSqlite
{
    // Before any test opens a database: two libraries in one process would be handed each other's connections.
    [ModuleInitializer]
    public static void Choose() => SqliteLibrary.Use();
}
