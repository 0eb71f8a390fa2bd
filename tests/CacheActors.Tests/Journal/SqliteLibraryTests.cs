using System.Runtime.InteropServices;
using CacheActors.Journal;
using SQLitePCL;

namespace CacheActors.Tests.Journal;

public sealed unsafe class SqliteLibraryTests
{
    [Fact]
    public void The_library_that_is_named_is_the_one_that_runs() => SqliteLibrary.Use().Version.ShouldBe(Running());

    [Fact]
    public void The_library_that_runs_is_at_least_as_new_as_the_bundled_one()
    {
        SqliteLibrary.Use();

        raw.sqlite3_libversion_number().ShouldBeGreaterThanOrEqualTo(SqliteLibrary.BundledVersion);
    }

    [Fact]
    public void The_bundled_library_has_the_version_that_it_is_taken_for()
    {
        var bundled = NativeLibrary.Load(
            Path.Combine(
                AppContext.BaseDirectory,
                "runtimes",
                $"linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}",
                "native",
                "libe_sqlite3.so"
            )
        );

        ((delegate* unmanaged<int>)NativeLibrary.GetExport(bundled, "sqlite3_libversion_number"))()
            .ShouldBe(SqliteLibrary.BundledVersion);
    }

    private static string Running()
    {
        SqliteLibrary.Use();
        return raw.sqlite3_libversion().utf8_to_string();
    }
}
