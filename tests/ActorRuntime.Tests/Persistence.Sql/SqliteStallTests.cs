using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Persistence;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace CacheActors.Persistence.Sql;

public sealed class SqliteStallTests : IAsyncDisposable
{
    private const int Entities = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly PersistenceFixture _fixture = new(
        """
        akka.persistence.journal.sql {
            busy-timeout = 100ms
            circuit-breaker { max-failures = 5, call-timeout = 300ms, reset-timeout = 100ms }
        }
        """,
        sqlite: true
    );

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_journal_that_stalls_under_load_answers_everybody_loses_nothing_acknowledged_and_comes_back_by_itself()
    {
        var region = _fixture.System.ActorOf(Props.Create(() => new Region()));
        var acknowledged = new ConcurrentBag<string>();
        var refused = 0;
        var stalled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var servedAgain = new ConcurrentDictionary<int, bool>();
        var back = false;

        async Task Client(int entity)
        {
            for (var i = 0; !servedAgain.ContainsKey(entity); i++)
            {
                var text = $"{entity}-{i}";
                var wasBack = Volatile.Read(ref back);
                try
                {
                    await region.Ask<string>(new Command($"entity-{entity}", text), TimeSpan.FromSeconds(5));
                    acknowledged.Add(text);
                    if (wasBack)
                    {
                        servedAgain[entity] = true;
                    }
                }
                catch (Exception e) when (e is IOException or AskTimeoutException)
                {
                    if (Interlocked.Increment(ref refused) == 3 * Entities)
                    {
                        stalled.SetResult();
                    }
                }
            }
        }

        await region.Ask<string>(new Command("first", "opens the file"), Patience);
        Task[] clients;
        using (HoldWriteLock())
        {
            clients = [.. Enumerable.Range(0, Entities).Select(entity => Task.Run(() => Client(entity)))];
            await stalled.Task.WaitAsync(Patience);
        }

        Volatile.Write(ref back, true);
        await Task.WhenAll(clients).WaitAsync(Patience);

        var stored = Stored();
        acknowledged.Except(stored).ShouldBeEmpty();
        stored.Count.ShouldBe(stored.Distinct().Count());
    }

    private SqliteConnection HoldWriteLock()
    {
        var connection = new SqliteConnection($"Data Source={_fixture.JournalPath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return connection;
    }

    private List<string> Stored()
    {
        using var connection = new SqliteConnection($"Data Source={_fixture.JournalPath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT CAST(message AS TEXT) FROM journal";
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
        {
            texts.Add(reader.GetString(0).Trim('"'));
        }

        return texts;
    }

    private sealed record Command(string Entity, string Text);

    /// <summary>Starts entities when they are asked for, also after they stopped.</summary>
    private sealed class Region : ReceiveActor
    {
        public Region()
        {
            Receive<Command>(command =>
            {
                var child = Context.Child(command.Entity);
                if (child.IsNobody())
                {
                    child = Context.ActorOf(Props.Create(() => new Entity(command.Entity)), command.Entity);
                }

                child.Forward(command.Text);
            });
        }
    }

    private sealed class Entity : ReceivePersistentActor
    {
        public Entity(string id)
        {
            PersistenceId = id;
            Recover<string>(_ => { });
            Command<string>(text => Persist(text, e => Sender.Tell(e, Self)));
        }

        public override string PersistenceId { get; }

        protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
            Sender.Tell(new Status.Failure(new IOException(cause.Message, cause)), Self);
    }
}
