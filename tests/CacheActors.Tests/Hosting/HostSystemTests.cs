using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Persistence;
using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Hosting;
using CacheActors.Journal;
using CacheActors.Tests.Support;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Hosting;

/// <summary>A cache inside an actor system that belongs to the host.</summary>
public sealed class HostSystemTests : IAsyncLifetime
{
    private readonly TemporaryFolder _temporary = new();
    private readonly ToneSynthesizer _synthesizer = new();
    private readonly RecordingLog _log = new();
    private readonly ActorSystem _system;

    public HostSystemTests()
    {
        _system = ActorSystem.Create(
            "host",
            ConfigurationFactory.ParseString(
                $$"""
                akka.loglevel = WARNING
                akka.stdout-loglevel = OFF
                akka.loggers = []
                akka.persistence.journal {
                  plugin = akka.persistence.journal.sql
                  sql {
                    class = "CacheActors.Persistence.Sql.SqliteWriteJournal, ActorRuntime"
                    provider-name = SQLite.MS
                    connection-string = "Data Source={{_temporary.At("host.db")}}"
                  }
                }
                """
            )
        );
        _system.EventStream.Subscribe(_system.ActorOf(Props.Create<LogListener>(_log)), typeof(LogEvent));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _system.Terminate();
        _temporary.Dispose();
    }

    [Fact]
    public async Task Closing_stops_the_caches_actors_and_leaves_the_system_running()
    {
        var cache = await OpenAsync("cache");
        await cache.GetOrSynthesizeAsync(new SynthesisRequest("Here.", "voice"));
        (await IsThereAsync("/user/cacheactors/entries")).ShouldBeTrue();

        await cache.DisposeAsync();

        (await IsThereAsync("/user/cacheactors")).ShouldBeFalse();
        _system.WhenTerminated.IsCompleted.ShouldBeFalse();
        await Should.ThrowAsync<ObjectDisposedException>(() => cache.GetOrSynthesizeAsync(new("Late.", "voice")));
    }

    [Fact]
    public async Task The_hosts_persistent_actors_keep_their_journal_and_the_cache_has_its_own()
    {
        var counter = _system.ActorOf(Props.Create<Counter>("counter"));
        (await counter.Ask<int>("up")).ShouldBe(1);
        await using var cache = await OpenAsync("cache");
        var key = (await cache.GetOrSynthesizeAsync(new SynthesisRequest("Mine.", "voice"))).Key;
        (await counter.Ask<int>("up")).ShouldBe(2);

        _system.Settings.Config.GetString("akka.persistence.journal.plugin").ShouldBe("akka.persistence.journal.sql");
        PersistenceIds("host.db").ShouldBe(["counter"]);
        PersistenceIds("cache", "journal.db").ShouldBe(["entry-" + key]);
        var again = _system.ActorOf(Props.Create<Counter>("counter"));
        (await again.Ask<int>("how many")).ShouldBe(2);
    }

    [Fact]
    public async Task Two_caches_in_one_system_keep_apart()
    {
        await using var one = await OpenAsync("one");
        await using var two = await OpenAsync("two");
        var request = new SynthesisRequest("The same text.", "voice");

        var first = await one.GetOrSynthesizeAsync(request);
        var second = await two.GetOrSynthesizeAsync(request);

        second.Hit.ShouldBeFalse();
        first.Path.ShouldStartWith(_temporary.At("one"));
        second.Path.ShouldStartWith(_temporary.At("two"));
        (await IsThereAsync("/user/cacheactors/entries/" + first.Key)).ShouldBeTrue();
        (await IsThereAsync("/user/cacheactors-2/entries/" + second.Key)).ShouldBeTrue();

        await one.DisposeAsync();
        (await two.GetOrSynthesizeAsync(request)).Hit.ShouldBeTrue();
    }

    [Fact]
    public async Task Many_caches_can_be_opened_at_the_same_time()
    {
        var caches = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => OpenAsync($"cache-{i}")));

        var made = await Task.WhenAll(caches.Select(c => c.GetOrSynthesizeAsync(new("Everywhere.", "voice"))));

        made.ShouldAllBe(audio => !audio.Hit);
        await Task.WhenAll(caches.Select(cache => cache.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task A_closed_folder_can_be_opened_again_in_the_same_system_and_in_another()
    {
        var request = new SynthesisRequest("Again.", "voice");
        await using (var cache = await OpenAsync("cache"))
        {
            await cache.GetOrSynthesizeAsync(request);
        }

        await using (var cache = await OpenAsync("cache"))
        {
            (await cache.GetOrSynthesizeAsync(request)).Hit.ShouldBeTrue();
        }

        await using var alone = await AudioCache.OpenAsync(Options("cache"), _synthesizer);
        (await alone.GetOrSynthesizeAsync(request)).Hit.ShouldBeTrue();
        _synthesizer.Spoken.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_closed_cache_holds_no_file_so_its_folder_can_be_deleted_and_made_anew()
    {
        var request = new SynthesisRequest("Twice.", "voice");
        await using (var cache = await OpenAsync("cache"))
        {
            await cache.GetOrSynthesizeAsync(request);
        }

        Directory.Delete(_temporary.At("cache"), recursive: true);
        await using (var cache = await OpenAsync("cache"))
        {
            (await cache.GetOrSynthesizeAsync(request)).Hit.ShouldBeFalse();
        }

        PersistenceIds("cache", "journal.db").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_system_that_ends_closes_the_cache_first_so_that_no_use_is_lost()
    {
        var cache = await OpenAsync("cache");
        var key = (await cache.GetOrSynthesizeAsync(new SynthesisRequest("Used.", "voice"))).Key;
        await cache.TryGetAsync(key);
        await cache.TryGetAsync(key);

        await _system.Terminate();

        await using var alone = await AudioCache.OpenAsync(Options("cache"), _synthesizer);
        (await alone.Reader.FindAsync(key)).ShouldNotBeNull().AccessCount.ShouldBe(2);
        await cache.DisposeAsync();
    }

    [Fact]
    public async Task Closing_ends_also_when_the_system_ends_with_work_under_way()
    {
        var started = new TaskCompletionSource();
        var never = new TaskCompletionSource();
        _synthesizer.Before = (_, _) =>
        {
            started.SetResult();
            return never.Task;
        };
        var cache = await OpenAsync("cache");
        var asking = cache.GetOrSynthesizeAsync(new SynthesisRequest("Never spoken.", "voice"));
        await started.Task;

        // Not through the coordinated shutdown, which would close the cache first: the actors are just gone.
        _system.ActorSelection("/user/cacheactors").Tell(PoisonPill.Instance);
        await Should.ThrowAsync<CacheException>(asking);
        var ended = _system.Terminate();
        await cache.DisposeAsync();
        await ended;

        await using var alone = await AudioCache.OpenAsync(Options("cache"), new ToneSynthesizer());
        (await alone.Reader.ListAsync(new EntryFilter())).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_is_in_a_hurry_closes_it_as_it_is_and_the_hosts_log_says_so()
    {
        var started = new TaskCompletionSource();
        var never = new TaskCompletionSource();
        _synthesizer.Before = (_, _) =>
        {
            started.SetResult();
            return never.Task;
        };
        var open = await OpenCache.OpenAsync(Options("cache"), Dependencies, null, CancellationToken.None);
        await using var cache = new AudioCache(open, Options("cache"), _synthesizer);
        var asking = cache.GetOrSynthesizeAsync(new SynthesisRequest("Never spoken.", "voice"));
        await started.Task;

        await open.CloseAsync(new CancellationToken(canceled: true));

        await Should.ThrowAsync<CacheException>(asking);
        (await _log.FirstAsync()).ShouldContain("did not come to rest");
    }

    [Fact]
    public async Task Closing_in_a_hurry_leaves_no_timer_behind_in_the_system_that_runs_on()
    {
        var time = new CountedTimers();
        var open = await OpenCache.OpenAsync(
            Options("cache"),
            Dependencies with
            {
                Time = time,
            },
            null,
            CancellationToken.None
        );
        time.Running.ShouldBePositive();

        await open.CloseAsync(new CancellationToken(canceled: true));

        time.Running.ShouldBe(0);
    }

    [Fact]
    public async Task A_system_that_has_ended_is_refused()
    {
        await _system.Terminate();

        var refused = await Should.ThrowAsync<CacheException>(() => OpenAsync("cache"));

        refused.Message.ShouldContain("The actor system host");
        await using var alone = await AudioCache.OpenAsync(Options("cache"), _synthesizer);
    }

    private CacheDependencies Dependencies => new() { Synthesizer = _synthesizer, System = _system };

    private Task<AudioCache> OpenAsync(string folder) => AudioCache.OpenAsync(Options(folder), Dependencies);

    private CacheActorsOptions Options(string folder) =>
        new() { Folder = _temporary.At(folder), Compression = { Automatic = false } };

    private async Task<bool> IsThereAsync(string path)
    {
        var identity = await _system.ActorSelection(path).Ask<ActorIdentity>(new Identify(path));
        return identity.Subject is not null;
    }

    private List<string> PersistenceIds(params string[] file)
    {
        SqliteLibrary.Use();
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection(SqliteFiles.ReadOnly(_temporary.At(file)));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT DISTINCT persistence_id FROM journal";
        var ids = new List<string>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            ids.Add(reader.GetString(0));
        }

        return ids;
    }

    /// <summary>A persistent actor of the host's own.</summary>
    private sealed class Counter : ReceivePersistentActor
    {
        private int _count;

        public Counter(string id)
        {
            PersistenceId = id;
            Recover<int>(by => _count += by);
            Command<string>(
                what => what == "up",
                _ =>
                    Persist(
                        1,
                        by =>
                        {
                            _count += by;
                            Sender.Tell(_count);
                        }
                    )
            );
            Command<string>(_ => Sender.Tell(_count));
        }

        public override string PersistenceId { get; }
    }

    private sealed class CountedTimers : TimeProvider
    {
        private int _running;

        public int Running => Volatile.Read(ref _running);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref _running);
            return new Counted(this, base.CreateTimer(callback, state, dueTime, period));
        }

        private sealed class Counted(CountedTimers owner, ITimer timer) : ITimer
        {
            private int _ended;

            public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

            public void Dispose()
            {
                if (Interlocked.Exchange(ref _ended, 1) == 0)
                {
                    Interlocked.Decrement(ref owner._running);
                }
                timer.Dispose();
            }

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }

    private sealed class RecordingLog
    {
        private readonly TaskCompletionSource<string> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Add(LogEvent logged) => _first.TrySetResult(logged.ToString());

        public Task<string> FirstAsync() => _first.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    private sealed class LogListener : ReceiveActor
    {
        public LogListener(RecordingLog log) => Receive<LogEvent>(log.Add);
    }
}
