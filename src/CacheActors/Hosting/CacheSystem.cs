using System.Globalization;
using Akka.Actor;
using Akka.Event;
using CacheActors.Diagnostics;
using CacheActors.Files;
using Serilog;

namespace CacheActors.Hosting;

/// <summary>
/// The actor system that a cache's actors run in: one of its own, or the host's. In the host's they have a journal of their
/// own, and the host's settings, default journal and loggers stay as they are.
/// </summary>
internal sealed class CacheSystem
{
    /// <summary>Longer than any healthy actor takes to stop.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Null in a system of the cache's own.</summary>
    private readonly IActorRef? _journal;
    private IActorRef? _guardian;

    private CacheSystem(ActorSystem system, string? journalPluginId)
    {
        System = system;
        JournalPluginId = journalPluginId;
        _journal = journalPluginId is null
            ? null
            : Akka.Persistence.Persistence.Instance.Apply(system).JournalFor(journalPluginId);
    }

    public ActorSystem System { get; }

    /// <summary>The journal of this cache; null: the system's default is.</summary>
    public string? JournalPluginId { get; }

    /// <summary>A system of the cache's own, or a place in the host's.</summary>
    /// <exception cref="CacheException">The host's system has ended.</exception>
    public static CacheSystem For(CacheActorsOptions options, CacheFolder folder, ActorSystem? hosts)
    {
        if (hosts is null)
        {
            return new CacheSystem(ActorSystem.Create("cacheactors", SystemConfig.For(options, folder)), null);
        }

        return hosts.WhenTerminated.IsCompleted
            ? throw new CacheException(
                $"The actor system {hosts.Name} that was given to the cache {folder.Root} has ended. Give it one that runs."
            )
            : new CacheSystem(hosts, HostSystem.Of(hosts).AddJournal(options, folder));
    }

    /// <summary>Starts the actor above all others of the cache: <c>/user/cacheactors</c>, or with a number when that is taken.</summary>
    public IActorRef Start(Props guardian)
    {
        for (var number = 1; ; number++)
        {
            var name =
                number == 1 ? "cacheactors" : string.Create(CultureInfo.InvariantCulture, $"cacheactors-{number}");
            try
            {
                return _guardian = System.ActorOf(guardian, name);
            }
            catch (InvalidActorNameException)
            {
                // Another cache in this system has the name.
            }
        }
    }

    /// <summary>When the host ends its system, the cache is closed first.</summary>
    public void CloseBeforeEnd(IAsyncDisposable cache)
    {
        if (_journal is null)
        {
            return;
        }

        // The system keeps the task as long as it lives: that must not keep a closed cache in memory.
        var weak = new WeakReference<IAsyncDisposable>(cache);
        CoordinatedShutdown
            .Get(System)
            .AddTask(
                CoordinatedShutdown.PhaseBeforeActorSystemTerminate,
                "close-cache",
                async () =>
                {
                    if (weak.TryGetTarget(out var open))
                    {
                        await open.DisposeAsync();
                    }

                    return Akka.Done.Instance;
                }
            );
    }

    /// <summary>Writes to the log that the cache's actors write to.</summary>
    public void Warn(Exception cause, string template, params object[] values)
    {
        if (_journal is null)
        {
            Log.Warning(cause, template, values);
        }
        else
        {
            Logging.GetLogger(System, typeof(CacheSystem), NamedTemplates.Formatter).Warning(cause, template, values);
        }
    }

    /// <summary>Stops the cache's actors and closes the journal's file; a host's system goes on.</summary>
    public async Task EndAsync()
    {
        if (_journal is null)
        {
            await System.Terminate();
            return;
        }

        await StopAsync(_guardian);
        await StopAsync(_journal);
    }

    private async Task StopAsync(IActorRef? actor)
    {
        if (actor is null)
        {
            return;
        }

        try
        {
            // When the system ends the actor stops with it, and may not be able to say so.
            await Task.WhenAny(actor.GracefulStop(Patience), System.WhenTerminated).Unwrap();
        }
        catch (OperationCanceledException e)
        {
            Warn(e, "{Actor} did not stop in {Patience}", actor.Path, Patience);
        }
    }
}
