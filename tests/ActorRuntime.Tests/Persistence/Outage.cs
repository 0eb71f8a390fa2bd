using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Actor;
using Shouldly;

namespace Akka.Persistence;

/// <summary>
/// Entities under load while their store is out of order: a client for each of them, which asks on as soon as it was answered
/// or gave up. A region starts the entities when they are asked for, also after they stopped.
/// </summary>
internal sealed class Outage(PersistenceFixture fixture)
{
    private const int Entities = 20;
    private const int RefusalsEach = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ServedAgainWithin = TimeSpan.FromSeconds(5);

    private readonly ConcurrentBag<(string Entity, string Text)> _acknowledged = [];
    private readonly TaskCompletionSource _felt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _backSince;
    private int _refusals;

    /// <summary>
    /// Checks that every caller gets an answer or a timeout, that every entity serves again soon after the store is back, and
    /// that what was acknowledged before, during and after is stored, once.
    /// </summary>
    public async Task Run(Action begin, Action end)
    {
        var region = StartRegion();
        for (var entity = 0; entity < Entities; entity++)
        {
            await Add(region, entity, "before");
        }

        begin();
        var clients = Enumerable.Range(0, Entities).Select(entity => Task.Run(() => Client(region, entity))).ToList();
        await Task.WhenAny(_felt.Task, Task.WhenAll(clients)).WaitAsync(Patience);
        end();
        Volatile.Write(ref _backSince, Stopwatch.GetTimestamp());
        var served = await Task.WhenAll(clients).WaitAsync(Patience);

        served.Max().ShouldBeLessThan(ServedAgainWithin);
        await region.GracefulStop(Patience);
        var stored = await Stored(StartRegion());
        _acknowledged.Except(stored).ShouldBeEmpty();
        stored.Count.ShouldBe(stored.Distinct().Count());
    }

    private IActorRef StartRegion() => fixture.System.ActorOf(Props.Create(() => new Region()));

    /// <summary>Asks until the entity acknowledged something it was asked when the store was back; tells how long that took.</summary>
    private async Task<TimeSpan> Client(IActorRef region, int entity)
    {
        for (var i = 0; ; i++)
        {
            var back = Volatile.Read(ref _backSince);
            try
            {
                await Add(region, entity, $"text {i}");
                if (back > 0)
                {
                    return Stopwatch.GetElapsedTime(back);
                }
            }
            catch (Exception e) when (e is IOException or AskTimeoutException)
            {
                if (Interlocked.Increment(ref _refusals) == RefusalsEach * Entities)
                {
                    _felt.SetResult();
                }
            }
        }
    }

    private async Task Add(IActorRef region, int entity, string text)
    {
        var id = $"entity-{entity}";
        await region.Ask<string>(new Command(id, text), AskTimeout);
        _acknowledged.Add((id, text));
    }

    /// <summary>What the next incarnations of the entities recover.</summary>
    private static async Task<List<(string Entity, string Text)>> Stored(IActorRef region)
    {
        var all = new List<(string, string)>();
        for (var entity = 0; entity < Entities; entity++)
        {
            var id = $"entity-{entity}";
            var texts = await region.Ask<IReadOnlyList<string>>(new Command(id, Text: null), Patience);
            all.AddRange(texts.Select(text => (id, text)));
        }

        return all;
    }

    /// <summary>Adds a text; without one it asks for all.</summary>
    private sealed record Command(string Entity, string? Text);

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

                child.Forward(command);
            });
        }
    }

    private sealed class Entity : ReceivePersistentActor
    {
        private readonly List<string> _texts = [];

        public Entity(string id)
        {
            PersistenceId = id;
            Recover<string>(_texts.Add);
            Command<Command>(
                command =>
                    Persist(
                        command.Text!,
                        text =>
                        {
                            _texts.Add(text);
                            Sender.Tell(text, Self);
                        }
                    ),
                command => command.Text is not null
            );
            Command<Command>(_ => Sender.Tell(_texts.ToArray(), Self));
        }

        public override string PersistenceId { get; }

        protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
            Sender.Tell(new Status.Failure(new IOException(cause.Message, cause)), Self);
    }
}
