using Akka.Actor;
using CacheActors.Diagnostics;
using CacheActors.Downloads;
using CacheActors.Files;

namespace CacheActors.Entries;

/// <summary>What entries' actors share.</summary>
/// <param name="Folder">Where files lie.</param>
/// <param name="Files">How they are written.</param>
/// <param name="Leases">Who reads them.</param>
/// <param name="Ready">What plays, for hits that ask no actor.</param>
/// <param name="Recorder">How a missing entry is made.</param>
/// <param name="Downloader">How it is fetched.</param>
/// <param name="Repair">How its files are brought in line with the journal.</param>
/// <param name="Compressor">Whose grants are alive.</param>
/// <param name="Projections">Is told when something was journaled.</param>
/// <param name="Meter">Counts.</param>
/// <param name="Time">The clock.</param>
/// <param name="Options">Settings of entries.</param>
/// <param name="AfterCrash">The last owner did not end cleanly: a deletion may be left to do.</param>
/// <param name="JournalPluginId">The journal; null: the actor system's default.</param>
/// <param name="Explain">What an error of the journal means to a caller; the error itself when it is no damage.</param>
/// <param name="Closing">Cancelled when the cache closes.</param>
internal sealed record EntryServices(
    CacheFolder Folder,
    IFileStore Files,
    LeaseTable Leases,
    ReadyIndex Ready,
    Recorder Recorder,
    Downloader Downloader,
    EntryRepair Repair,
    LiveCompressor Compressor,
    IActorRef Projections,
    CacheMeter Meter,
    TimeProvider Time,
    EntryOptions Options,
    bool AfterCrash,
    string? JournalPluginId,
    Func<Exception, Task<Exception>> Explain,
    CancellationToken Closing
);
