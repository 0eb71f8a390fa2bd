using Akka.Actor;
using CacheActors.Domain.Entries;
using CacheActors.Domain.Reconciliation;
using CacheActors.Entries;
using CacheActors.Files;
using CacheActors.Views.EntryList;

namespace CacheActors.Reconciliation;

/// <summary>
/// Files that lie where no entry's file can. They go into quarantine; whole audio that no entry has becomes an entry first: the
/// one that its name is of, or else one whose key follows from its content.
/// </summary>
internal sealed class StrayFiles(ReconciliationContext context, string batchId)
{
    /// <summary>In the place of the voice, which a file of nobody does not tell.</summary>
    private const string NoVoice = "unknown";

    private readonly CacheFolder _folder = context.Services.Folder;

    /// <summary>What is there now.</summary>
    /// <returns>Null when there is nothing any more.</returns>
    public async Task<Discrepancy?> LookAsync(string path, CancellationToken cancellationToken)
    {
        var (found, adopter) = await FindAsync(path, cancellationToken);
        return found is null ? null : ToDiscrepancy(found, adopter, path);
    }

    /// <summary>Looks again, and moves it out of the way.</summary>
    /// <returns>What was there; null when there is nothing any more.</returns>
    public async Task<Discrepancy?> CorrectAsync(string path, CancellationToken cancellationToken)
    {
        var (found, adopter) = await FindAsync(path, cancellationToken);
        if (found is null)
        {
            return null;
        }
        var discrepancy = ToDiscrepancy(found, adopter, path);
        if (
            found.IsFolder
            && await context.Services.Io.RunAsync(
                () => Directory.EnumerateFileSystemEntries(path).Any(),
                cancellationToken
            )
        )
        {
            throw new CacheException($"The folder {path} is not empty: what could not be moved is still in it.");
        }
        if (adopter is not null)
        {
            await AdoptAsync(adopter, path, found.Format!.Value);
        }
        await context.Services.Files.SetAsideAsync(path);
        return discrepancy with { FixedAt = context.Services.Time.GetUtcNow() };
    }

    private async Task<(StrayFile? Found, EntryKey? Adopter)> FindAsync(
        string path,
        CancellationToken cancellationToken
    )
    {
        var found = await context.Services.Io.RunAsync(() => StrayFile.Find(path, _folder), cancellationToken);
        if (found?.Format is null)
        {
            return (found, null);
        }
        var facts = await context.Services.Io.RunAsync(() => FileExaminer.Identify(path), cancellationToken);
        var holders = await context.Views.QueryAsync(
            db => EntryListQuery.FilesWith(db, facts, _folder),
            cancellationToken
        );
        if (holders is [var holder, ..])
        {
            return (found with { Detail = $"{found.Detail}; {holder} has its content" }, null);
        }
        var key = found.Owner ?? EntryKey.ForContent(NoVoice, facts.Sha256);
        return await IsUnknownAsync(key, cancellationToken) ? (found, key) : (found, null);
    }

    // An entry that has lost its file has been offered this one, by its content; and one that was let go stays so.
    private async Task<bool> IsUnknownAsync(EntryKey key, CancellationToken cancellationToken) =>
        await context.Views.QueryAsync(db => EntryListQuery.FindFile(db, key, _folder), cancellationToken) is null;

    private Discrepancy ToDiscrepancy(StrayFile found, EntryKey? adopter, string path) =>
        new(
            found.Kind,
            adopter ?? found.Owner,
            path,
            found.Detail,
            context.Services.Time.GetUtcNow(),
            FixedAt: null,
            adopter is null ? "into quarantine" : $"stored as {adopter}, and into quarantine"
        );

    private async Task AdoptAsync(EntryKey key, string path, AudioFormat format)
    {
        var (files, io) = (context.Services.Files, context.Services.Io);
        var staging = files.NewStagingPath(format == AudioFormat.Wav ? "wav" : "m4a");
        AudioOnDisk audio;
        try
        {
            var file = await files.WriteStagedAsync(
                staging,
                async (output, token) =>
                {
                    await using var source = ForeignFile.OpenRead(path);
                    await source.CopyToAsync(output, token);
                },
                CancellationToken.None
            );
            audio = await io.RunAsync(() => FileExaminer.Describe(staging, file));
        }
        catch
        {
            await files.DeleteAsync(staging);
            throw;
        }
        // From here on the entry owns the staged file.
        await context.Entries.Ask<CachedAudio>(
            new EntryMessage.Adopt(key, staging, audio.ToStore()) { CorrelationId = batchId },
            CancellationToken.None
        );
    }
}
