using CacheActors.Backups;
using CacheActors.Compression;
using CacheActors.Diagnostics;
using CacheActors.Downloads;
using CacheActors.Entries;
using CacheActors.Files;
using CacheActors.Journal;
using CacheActors.Reconciliation;
using CacheActors.Space;

namespace CacheActors.Hosting;

/// <summary>What the actors of one cache work with.</summary>
/// <param name="Options">The settings.</param>
/// <param name="Folder">Where everything lies.</param>
/// <param name="Files">How files are written.</param>
/// <param name="Quarantine">Where files go that have no place.</param>
/// <param name="Leases">Who reads them.</param>
/// <param name="Ready">What plays, for hits that ask no actor.</param>
/// <param name="Room">Space for what is going to be written.</param>
/// <param name="Io">Where blocking calls run.</param>
/// <param name="Recorder">Makes entries' WAVs.</param>
/// <param name="Downloader">Fetches entries' files.</param>
/// <param name="Repair">Brings entries' files in line with the journal.</param>
/// <param name="Encoder">Makes compressed files.</param>
/// <param name="Meter">Counts.</param>
/// <param name="Disk">What is free.</param>
/// <param name="Diagnosis">Explains a damaged journal.</param>
/// <param name="Time">The clock.</param>
/// <param name="Compressor">Tells entries whose grants are alive.</param>
/// <param name="NewRunId">A name that no compressor had before.</param>
/// <param name="AfterCrash">The last owner did not end cleanly: a deletion may be left to do.</param>
/// <param name="JournalPluginId">The journal of entries; null: the actor system's default.</param>
/// <param name="Reconciliation">What files and journal are compared with.</param>
/// <param name="Closing">Cancelled when the cache closes.</param>
internal sealed record CacheServices(
    CacheActorsOptions Options,
    CacheFolder Folder,
    IFileStore Files,
    Quarantine Quarantine,
    LeaseTable Leases,
    ReadyIndex Ready,
    Room Room,
    IoPool Io,
    Recorder Recorder,
    Downloader Downloader,
    EntryRepair Repair,
    IAudioEncoder Encoder,
    CacheMeter Meter,
    DiskWatch Disk,
    JournalDiagnosis Diagnosis,
    TimeProvider Time,
    LiveCompressor Compressor,
    Func<string> NewRunId,
    bool AfterCrash,
    string? JournalPluginId,
    ReconciliationServices Reconciliation,
    CancellationToken Closing
);
