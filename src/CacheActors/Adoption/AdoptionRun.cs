using System.Collections.Concurrent;
using Akka.Actor;
using CacheActors.Domain.Entries;
using CacheActors.Entries;
using CacheActors.Files;
using CacheActors.Views;

namespace CacheActors.Adoption;

/// <summary>
/// Takes over the entries of an older cache, several at a time. Each is copied, compared, and handed to its actor, which
/// reads it back before it journals it; so whenever a run ends, what is in the cache is whole, and the next run goes on.
/// </summary>
internal sealed class AdoptionRun(CacheFolder own, IFileStore files, IoPool io, CacheReader reader, IActorRef entries)
{
    // Each waits for the disk, not for the processor: several at once share its flushes.
    private const int AtOnce = 16;

    /// <summary>Does it. A fault of one entry is reported, a fault of the cache's own ends the run.</summary>
    public async Task<AdoptionReport> RunAsync(
        AdoptionRequest request,
        IProgress<AdoptionProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var older = await io.RunAsync(() => OlderCache.Read(request, own), cancellationToken);
        var tally = new AdoptionTally(older.Entries, progress);
        var named = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            InOrder(older.Entries),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (index, token) =>
            {
                var entry = older.Entries[index];
                string? path = null;
                try
                {
                    path = older.Folder.PathOf(entry);
                    named.Add(path);
                    tally.Add(await AdoptAsync(entry, path, older.Folder, token));
                }
                catch (Exception e) when (e is OlderEntryException or InvalidAudioException || IsAbout(path, e))
                {
                    tally.AddFailure(index, entry.Fault ?? e.Message);
                }
            }
        );
        return tally.Report(await io.RunAsync(() => older.Folder.FilesBeside(named), cancellationToken));
    }

    // Longest unused first: when there is no room for all, what came first is then also what has to go. An entry of which
    // the last use is not known counts as used when it comes.
    private static IEnumerable<int> InOrder(IReadOnlyList<OlderEntry> entries) =>
        Enumerable.Range(0, entries.Count).OrderBy(index => entries[index].LastUsedAt ?? DateTimeOffset.MaxValue);

    private static bool IsAbout(string? path, Exception error) =>
        error is StorageException storage && storage.Path == path;

    /// <returns>False when the cache has the entry already.</returns>
    private async Task<bool> AdoptAsync(
        OlderEntry entry,
        string path,
        OlderFolder folder,
        CancellationToken cancellationToken
    )
    {
        if (entry.Fault is { } fault)
        {
            throw new OlderEntryException(fault);
        }
        if (entry.KnownKey is { } known && await IsHereAsync(known, cancellationToken))
        {
            return false;
        }
        // Refused before a byte is copied: a file that is no audio may be anything, and of any size.
        var format = await io.RunAsync(
            () =>
            {
                folder.Check(path);
                entry.CheckSize(new FileInfo(path).Length);
                return AudioFacts.Read(path).Format;
            },
            cancellationToken
        );
        if (
            entry.KnownKey is null
            && entry.KeyFor(await io.RunAsync(() => FileExaminer.Identify(path).Sha256, cancellationToken)) is var key
            && await IsHereAsync(key, cancellationToken)
        )
        {
            return false;
        }
        var adopt = await StageAsync(entry, path, format, cancellationToken);
        // From here on the entry owns the staged file. It is waited for in any case: a run that ends leaves nothing under way.
        return !(await entries.Ask<CachedAudio>(adopt, CancellationToken.None)).Hit;
    }

    private async Task<EntryMessage.Adopt> StageAsync(
        OlderEntry entry,
        string path,
        AudioFormat format,
        CancellationToken cancellationToken
    )
    {
        var staging = files.NewStagingPath(format == AudioFormat.Wav ? "wav" : "m4a");
        try
        {
            var file = await files.WriteStagedAsync(
                staging,
                (output, token) => CopyAsync(path, output, token),
                cancellationToken
            );
            entry.CheckAgainst(file);
            var audio = await io.RunAsync(() => AudioFacts.Read(staging), cancellationToken);
            return new EntryMessage.Adopt(entry.KeyFor(file.Sha256), staging, entry.ToStore(file, audio));
        }
        catch
        {
            await files.DeleteAsync(staging);
            throw;
        }
    }

    private static async Task CopyAsync(string path, Stream output, CancellationToken cancellationToken)
    {
        try
        {
            await using var source = ForeignFile.OpenRead(path);
            await source.CopyToAsync(output, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Of reading: a failure to write is explained already.
            throw StorageException.From("read", path, e);
        }
    }

    private async Task<bool> IsHereAsync(EntryKey key, CancellationToken cancellationToken) =>
        await reader.FindAsync(key, cancellationToken) is { State: not (EntryStates.Evicted or EntryStates.Missing) };
}
