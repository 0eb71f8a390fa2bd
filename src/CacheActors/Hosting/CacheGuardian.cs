using Akka.Actor;
using CacheActors.Audit;
using CacheActors.Backups;
using CacheActors.Compression;
using CacheActors.Domain.Entries;
using CacheActors.Entries;
using CacheActors.Eviction;
using CacheActors.Reconciliation;
using CacheActors.Views;

namespace CacheActors.Hosting;

/// <summary>Supervises the parts of one cache: a part that fails is started again alone, and nothing escalates.</summary>
internal sealed class CacheGuardian : ReceiveActor
{
    // A part that cannot even start is given up rather than tried for ever.
    private const int RestartsPerMinute = 10;

    public CacheGuardian(CacheServices services)
    {
        var projections = Context.ActorOf(
            Props.Create<ProjectionActor>(
                services.Folder,
                services.Io,
                services.Ready.Trust,
                (Func<Exception, Exception>)services.Diagnosis.Explain
            ),
            "projections"
        );
        var entryServices = new EntryServices(
            services.Folder,
            services.Files,
            services.Leases,
            services.Ready,
            services.Recorder,
            services.Downloader,
            services.Repair,
            services.Compressor,
            projections,
            services.Meter,
            services.Time,
            services.Options.Entries,
            services.AfterCrash,
            services.JournalPluginId,
            error => services.Io.RunAsync(() => services.Diagnosis.Explain(error)),
            services.Closing
        );
        var entries = Context.ActorOf(
            Props.Create<EntryRegion>(
                (EntryKey key) => Props.Create<CacheEntryActor>(key, entryServices),
                entryServices.Explain
            ),
            "entries"
        );
        var compression = Context.ActorOf(
            Props.Create<CompressionCoordinator>(entries, projections, services),
            "compression"
        );
        var eviction = Context.ActorOf(Props.Create<Evictor>(entries, projections, services), "eviction");
        var backups = Context.ActorOf(Props.Create<BackupActor>(services), "backups");
        var seal = Context.ActorOf(
            Props.Create<SealActor>(services.Folder, services.Io, services.Time, services.Options.Audit.SealInterval),
            "seal"
        );
        var reconciliation = Context.ActorOf(
            Props.Create<Reconciler>(entries, projections, services),
            "reconciliation"
        );
        // While nothing is stored, what was stored before stays untouched.
        if (services.Options.OfflineFirst)
        {
            Context.ActorOf(
                Props.Create<ReconciliationScheduler>(SchedulerServices.Of(services, reconciliation)),
                "schedule"
            );
        }
        var parts = new Parts(projections, entries, compression, eviction, backups, seal, reconciliation);
        Receive<GetParts>(_ => Sender.Tell(parts));
    }

    /// <summary>Answered with <see cref="Parts"/>.</summary>
    internal sealed record GetParts
    {
        public static GetParts Instance { get; } = new();
    }

    /// <summary>The parts of one cache. A reference stays valid through restarts.</summary>
    internal sealed record Parts(
        IActorRef Projections,
        IActorRef Entries,
        IActorRef Compression,
        IActorRef Eviction,
        IActorRef Backups,
        IActorRef Seal,
        IActorRef Reconciliation
    );

    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(RestartsPerMinute, TimeSpan.FromMinutes(1), _ => Directive.Restart);
}
