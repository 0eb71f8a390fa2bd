using Akka.Actor;
using Akka.Persistence;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace CacheActors.Persistence.Sql;

/// <summary>Alone in the process, because it looks at the memory of all of it.</summary>
[CollectionDefinition(nameof(ManyRecoveriesTests), DisableParallelization = true)]
[Collection(nameof(ManyRecoveriesTests))]
public sealed class ManyRecoveriesTests : IAsyncLifetime
{
    private const int Entities = 20_000;
    private const int AtOnce = 16;

    /// <summary>An idle actor takes about 1,300 bytes; what a recovery leaves behind must not double that.</summary>
    private const int BytesPerActor = 2_600;

    private readonly PersistenceFixture _fixture = new(
        $$"""
        akka.persistence.max-concurrent-recoveries = {{AtOnce}}
        akka.persistence.snapshot-store.plugin = "counting"
        counting.class = "CacheActors.Persistence.Sql.CountingSnapshotStore, ActorRuntime.Tests"
        """,
        sqlite: true
    );

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _fixture.DisposeAsync().AsTask();

    [Fact]
    public async Task Entities_that_start_all_at_once_all_recover_a_few_at_a_time_and_leave_nothing_behind()
    {
        var count = RecoveryCount.Of(_fixture.System);
        await Start("template").Ask<int>("an event", TimeSpan.FromSeconds(30));
        FillJournal();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var actors = Enumerable.Range(0, Entities).Select(i => Start($"entity-{i}")).ToList();
        var answers = await Task.WhenAll(actors.Select(actor => actor.Ask<int>(CountEvents.Instance)));

        answers.ShouldBe(Enumerable.Range(0, Entities).Select(EventsOf));
        count.Failed.ShouldBe(0);
        count.Most.ShouldBeInRange(1, AtOnce);
        var perActor = (GC.GetTotalMemory(forceFullCollection: true) - before) / Entities;
        perActor.ShouldBeLessThan(BytesPerActor);
        GC.KeepAlive(actors);
    }

    private static int EventsOf(int entity) => (entity % 4) + 1;

    private IActorRef Start(string id) => _fixture.System.ActorOf(Props.Create(() => new Entity(id)));

    /// <summary>Gives each entity its events, as copies of the one that is there.</summary>
    private void FillJournal()
    {
        using var connection = new SqliteConnection($"Data Source={_fixture.JournalPath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            WITH RECURSIVE entity(id) AS (SELECT 0 UNION ALL SELECT id + 1 FROM entity WHERE id + 1 < $entities)
            INSERT INTO journal
                (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
            SELECT created, deleted, 'entity-' || id, number, message, manifest, identifier, writer_uuid
            FROM journal, entity, (SELECT 1 AS number UNION SELECT 2 UNION SELECT 3 UNION SELECT 4)
            WHERE persistence_id = 'template' AND number <= id % 4 + 1
            """;
        command.Parameters.AddWithValue("$entities", Entities);
        command.ExecuteNonQuery();
    }

    private sealed class CountEvents
    {
        public static readonly CountEvents Instance = new();
    }

    private sealed class Entity : ReceivePersistentActor
    {
        private readonly RecoveryCount _count = RecoveryCount.Of(Context.System);
        private int _events;

        public Entity(string id)
        {
            PersistenceId = id;
            Recover<string>(_ => _events++);
            Recover<RecoveryCompleted>(_ => _count.Ended());
            Command<string>(text => Persist(text, _ => Sender.Tell(++_events, Self)));
            Command<CountEvents>(_ => Sender.Tell(_events, Self));
        }

        public override string PersistenceId { get; }

        protected override void OnRecoveryFailure(Exception reason, object? message = null)
        {
            _count.Fail();
            base.OnRecoveryFailure(reason, message);
        }
    }
}
