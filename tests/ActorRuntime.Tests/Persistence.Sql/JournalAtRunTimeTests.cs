using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Shouldly;
using Xunit;

namespace CacheActors.Persistence.Sql;

/// <summary>A journal that a library adds to a system that runs already, and takes away again.</summary>
public sealed class JournalAtRunTimeTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("added-journal-").FullName;
    private readonly ActorSystem _system = ActorSystem.Create("running", "akka.stdout-loglevel = OFF");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _system.Terminate();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Settings_that_are_added_later_count_where_the_first_say_nothing()
    {
        _system.Settings.InjectTopLevelFallback(
            ConfigurationFactory.ParseString("akka.loglevel = OFF, added.value = 1")
        );

        _system.Settings.Config.GetInt("added.value").ShouldBe(1);
        _system.Settings.Config.GetString("akka.loglevel").ShouldBe("INFO");
        (await StoreAsync("first")).ShouldBe(1);
    }

    [Fact]
    public async Task A_journal_that_is_stopped_has_closed_its_file()
    {
        await StoreAsync("gone");
        File.Exists(At("gone") + "-wal").ShouldBeTrue();

        await Journal("gone").GracefulStop(TimeSpan.FromMinutes(1));

        // SQLite removes it with the last connection.
        File.Exists(At("gone") + "-wal").ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_that_two_journals_use_is_closed_with_the_second()
    {
        await StoreAsync("one", file: "shared");
        await StoreAsync("two", file: "shared");

        await Journal("one").GracefulStop(TimeSpan.FromMinutes(1));
        (await StoreAsync("two", file: "shared")).ShouldBe(2);
        await Journal("two").GracefulStop(TimeSpan.FromMinutes(1));

        File.Exists(At("shared") + "-wal").ShouldBeFalse();
    }

    private string At(string file) => Path.Combine(_folder, file + ".db");

    private IActorRef Journal(string id) =>
        Akka.Persistence.Persistence.Instance.Apply(_system).JournalFor("added." + id);

    /// <summary>Stores one event in a journal, which is added when it is new; answers how many the actor has now.</summary>
    private Task<int> StoreAsync(string id, string? file = null)
    {
        if (!_system.Settings.Config.HasPath("added." + id))
        {
            _system.Settings.InjectTopLevelFallback(
                ConfigurationFactory.ParseString(
                    $$"""
                    added.{{id}} {
                      class = "CacheActors.Persistence.Sql.SqliteWriteJournal, ActorRuntime"
                      provider-name = "SQLite.MS"
                      connection-string = "Data Source={{At(file ?? id)}}"
                    }
                    """
                )
            );
        }

        return _system.ActorOf(Props.Create<Counter>("added." + id)).Ask<int>("up");
    }

    private sealed class Counter : ReceivePersistentActor
    {
        private int _count;

        public Counter(string journal)
        {
            JournalPluginId = journal;
            PersistenceId = "counter of " + journal;
            Recover<int>(_ => _count++);
            Command<string>(_ =>
                Persist(
                    1,
                    _ =>
                    {
                        Sender.Tell(++_count);
                        Context.Stop(Self);
                    }
                )
            );
        }

        public override string PersistenceId { get; }
    }
}
