using System.Threading.Channels;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Persistence;

/// <summary>An actor system for one test, with a journal in memory or in a SQLite file of its own.</summary>
internal sealed class PersistenceFixture : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string _folder = Directory.CreateTempSubdirectory("persistence-").FullName;
    private readonly Channel<object> _received = Channel.CreateUnbounded<object>();

    public PersistenceFixture(string settings = "", bool sqlite = false)
    {
        JournalPath = Path.Combine(_folder, "journal.db");
        var plugins = sqlite
            ? $$"""
                akka.persistence {
                    journal.plugin = "akka.persistence.journal.sql"
                    journal.sql.connection-string = "Data Source={{JournalPath}}"
                    snapshot-store.plugin = "akka.persistence.snapshot-store.sql"
                    snapshot-store.sql.connection-string = "Data Source={{JournalPath}}"
                }
                """
            : """
                akka.persistence {
                    journal.plugin = "akka.persistence.journal.inmem"
                    snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
                }
                """;
        Config = ConfigurationFactory
            .ParseString(settings)
            .WithFallback(ConfigurationFactory.ParseString(plugins))
            .WithFallback(
                ConfigurationFactory.ParseString("akka.loglevel = ERROR, akka.stdout-loglevel = OFF, akka.loggers = []")
            );
        System = ActorSystem.Create("test", Config);
        Probe = System.ActorOf(Props.Create(() => new Recorder(_received.Writer)));
    }

    public Config Config { get; }

    public string JournalPath { get; }

    public ActorSystem System { get; private set; }

    /// <summary>What it is told can be taken by <see cref="Next"/>.</summary>
    public IActorRef Probe { get; private set; }

    public IActorRef Start(string id, Action<Scripted, object> onCommand, Action<Scripted>? setUp = null) =>
        System.ActorOf(Props.Create(() => new Scripted(id, Probe, onCommand, setUp)));

    /// <summary>The next thing the probe was told.</summary>
    public async Task<object> Next()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await _received.Reader.ReadAsync(patience.Token);
    }

    /// <summary>The next things the probe was told, as text.</summary>
    public async Task<List<string>> Next(int count)
    {
        var all = new List<string>();
        while (all.Count < count)
        {
            all.Add((await Next()).ToString()!);
        }

        return all;
    }

    /// <summary>Waits until an actor has stopped.</summary>
    public async Task Stopped(IActorRef actor)
    {
        var stopped = new TaskCompletionSource();
        System.ActorOf(Props.Create(() => new Watcher(actor, stopped)));
        await stopped.Task.WaitAsync(Patience);
    }

    /// <summary>The next error in the log.</summary>
    public Task<Error> NextError()
    {
        var found = new TaskCompletionSource<Error>(TaskCreationOptions.RunContinuationsAsynchronously);
        var listener = System.ActorOf(Props.Create(() => new ErrorListener(found)));
        System.EventStream.Subscribe(listener, typeof(Error));
        return found.Task.WaitAsync(Patience);
    }

    /// <summary>Ends the system and starts the next one on the same files, as a new process would.</summary>
    public async Task NextProcess()
    {
        await System.Terminate().WaitAsync(Patience);
        System = ActorSystem.Create("test", Config);
        Probe = System.ActorOf(Props.Create(() => new Recorder(_received.Writer)));
    }

    public async ValueTask DisposeAsync()
    {
        await System.Terminate().WaitAsync(Patience);
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class Recorder : UntypedActor
    {
        private readonly ChannelWriter<object> _received;

        public Recorder(ChannelWriter<object> received) => _received = received;

        protected override void OnReceive(object message) => _received.TryWrite(message);
    }

    private sealed class ErrorListener : UntypedActor
    {
        private readonly TaskCompletionSource<Error> _found;

        public ErrorListener(TaskCompletionSource<Error> found) => _found = found;

        protected override void OnReceive(object message) => _found.TrySetResult((Error)message);
    }

    private sealed class Watcher : UntypedActor
    {
        private readonly TaskCompletionSource _stopped;

        public Watcher(IActorRef actor, TaskCompletionSource stopped)
        {
            _stopped = stopped;
            Context.Watch(actor);
        }

        protected override void OnReceive(object message)
        {
            if (message is Terminated)
            {
                _stopped.TrySetResult();
            }
        }
    }
}
