using Akka.Persistence;
using Microsoft.Data.Sqlite;
using Xunit;

namespace CacheActors.Persistence.Sql;

/// <summary>Another process holds the write lock of the file: each write waits, or fails as soon as the store gives up waiting.</summary>
public sealed class SqliteStallTests
{
    [Fact]
    public Task A_file_that_is_locked_for_longer_than_a_call_may_take_loses_nothing_acknowledged_and_serves_again_when_it_is_free() =>
        LockUnderLoad("busy-timeout = 60s, circuit-breaker { max-failures = 5, call-timeout = 500ms }");

    [Fact]
    public Task A_file_that_fails_every_write_loses_nothing_acknowledged_and_serves_again_when_it_is_free() =>
        LockUnderLoad("busy-timeout = 20ms, circuit-breaker { max-failures = 5 }");

    private static async Task LockUnderLoad(string settings)
    {
        await using var fixture = new PersistenceFixture(
            $"akka.persistence.journal.sql {{ {settings} }}",
            sqlite: true
        );
        SqliteConnection? other = null;
        await new Outage(fixture).Run(
            begin: () =>
            {
                other = new SqliteConnection($"Data Source={fixture.JournalPath};Pooling=False");
                other.Open();
                using var command = other.CreateCommand();
                command.CommandText = "BEGIN IMMEDIATE";
                command.ExecuteNonQuery();
            },
            end: () => other!.Dispose()
        );
    }
}
