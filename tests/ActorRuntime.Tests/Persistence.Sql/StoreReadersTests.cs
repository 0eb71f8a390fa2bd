using Microsoft.Data.Sqlite;
using Shouldly;
using SQLitePCL;
using Xunit;
using static CacheActors.Persistence.Sql.StoreFolder;

namespace CacheActors.Persistence.Sql;

/// <summary>One reader thread; what waits for it is read together.</summary>
public sealed class StoreReadersTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly StoreFolder _folder = new();
    private readonly StoreReaders _readers;
    private readonly SqliteStore _store;

    public StoreReadersTests()
    {
        var settings = _folder.Settings with { Readers = 1 };
        _readers = new StoreReaders(settings, new StoreFile(settings));
        _store = _folder.Open();
        _store.Write([Row("a", 1)]).Wait(Patience).ShouldBeTrue();
        ReadHighest().Wait(Patience).ShouldBeTrue();
    }

    public void Dispose()
    {
        _readers.Close(Patience);
        _folder.Dispose();
    }

    [Fact]
    public async Task Reads_that_wait_together_see_one_state_of_the_database()
    {
        var (before, after) = Together(
            connection =>
            {
                var highest = Highest(connection);
                _store.Write([Row("a", 2)]).Wait(Patience).ShouldBeTrue();
                return highest;
            },
            Highest
        );

        (await before).ShouldBe(1);
        (await after).ShouldBe(1);
        (await ReadHighest()).ShouldBe(2);
    }

    [Fact]
    public async Task A_read_sees_everything_that_was_committed_before_it_was_asked_for()
    {
        using var begun = new SemaphoreSlim(0);
        using var gate = new SemaphoreSlim(0);
        var (first, second) = Together(
            Highest,
            connection =>
            {
                begun.Release();
                gate.Wait(Patience).ShouldBeTrue();
                return Highest(connection);
            }
        );
        await first;
        (await begun.WaitAsync(Patience)).ShouldBeTrue();
        await _store.Write([Row("a", 2)]);
        var late = ReadHighest();
        var later = ReadHighest();

        gate.Release();

        (await second).ShouldBe(1);
        (await late).ShouldBe(2);
        (await later).ShouldBe(2);
    }

    [Fact]
    public async Task A_read_that_the_database_refuses_fails_alone()
    {
        var (failing, other) = Together(_ => throw new SqliteException("on purpose", raw.SQLITE_IOERR), Highest);

        (await Should.ThrowAsync<SqliteException>(() => failing)).Message.ShouldBe("on purpose");
        (await other).ShouldBe(1);
        (await ReadHighest()).ShouldBe(1);
    }

    [Fact]
    public async Task A_read_whose_receiver_fails_fails_alone()
    {
        var (failing, other) = Together(_ => throw new InvalidOperationException("on purpose"), Highest);

        (await Should.ThrowAsync<InvalidOperationException>(() => failing)).Message.ShouldBe("on purpose");
        (await other).ShouldBe(1);
        (await ReadHighest()).ShouldBe(1);
    }

    [Fact]
    public async Task When_they_cannot_begin_together_each_read_goes_alone_and_sees_what_is_committed()
    {
        // A transaction that is left open: another one cannot begin on this connection, and it sees an old state.
        await _readers.Read(connection => connection.TryBegin() ? Highest(connection) : 0);
        await _store.Write([Row("a", 2)]);

        var (one, other) = Together(Highest, Highest);

        (await one).ShouldBe(2);
        (await other).ShouldBe(2);
    }

    [Fact]
    public async Task When_they_cannot_end_together_all_are_answered_and_the_next_read_works()
    {
        var (one, other) = Together(
            Highest,
            connection =>
            {
                connection.TryEnd().ShouldBeTrue();
                return Highest(connection);
            }
        );

        (await one).ShouldBe(1);
        (await other).ShouldBe(1);
        await _store.Write([Row("a", 2)]);
        var (next, last) = Together(Highest, Highest);
        (await next).ShouldBe(2);
        (await last).ShouldBe(2);
    }

    private static long Highest(ReaderConnection connection) => connection.Journal.HighestSequenceNr("a");

    private Task<long> ReadHighest() => _readers.Read(Highest);

    /// <summary>Asks for two reads while the thread is busy, so that it takes both at once.</summary>
    private (Task<long> First, Task<long> Second) Together(
        Func<ReaderConnection, long> first,
        Func<ReaderConnection, long> second
    )
    {
        using var busy = new SemaphoreSlim(0);
        using var gate = new SemaphoreSlim(0);
        var blocker = _readers.Read(_ =>
        {
            busy.Release();
            return gate.Wait(Patience);
        });
        busy.Wait(Patience).ShouldBeTrue();
        var reads = (_readers.Read(first), _readers.Read(second));
        gate.Release();
        blocker.Wait(Patience).ShouldBeTrue();
        return reads;
    }
}
