using CacheActors.Domain.Entries;
using CacheActors.Domain.Reconciliation;
using CacheActors.Files;

namespace CacheActors.Entries;

/// <summary>
/// Does with an entry's files what a verdict says, and returns what is to be journaled of it. Every step can be repeated: a
/// crash in between leaves a difference that the next run finds. Nothing is deleted.
/// </summary>
internal sealed class EntryRepair(
    CacheFolder folder,
    IFileStore files,
    IoPool io,
    IReadOnlyList<IAudioSource> sources,
    TimeProvider time
)
{
    /// <summary>Looks at an entry's files.</summary>
    public Task<ExaminedEntry> ExamineAsync(EntryKey key, EntryState state, string? liveRun, bool readContent) =>
        io.RunAsync(() => ExaminedEntry.Of(key, state, liveRun, folder, readContent));

    /// <summary>Corrects an entry.</summary>
    /// <param name="key">The entry.</param>
    /// <param name="state">What is journaled of it.</param>
    /// <param name="examined">What was found, and what is to be done.</param>
    /// <param name="equalContent">Files that may have the journaled content.</param>
    /// <param name="liveRun">The compressor that lives now.</param>
    /// <param name="cancellationToken">Gives up asking sources; what was begun with files is finished.</param>
    public async Task<Correction> CorrectAsync(
        EntryKey key,
        EntryState state,
        ExaminedEntry examined,
        IReadOnlyList<string> equalContent,
        string? liveRun,
        CancellationToken cancellationToken
    )
    {
        var correction = new Correction(state is EntryState.Held or EntryState.Missing);
        try
        {
            await CorrectAsync(key, state, examined, equalContent, liveRun, correction, cancellationToken);
        }
        catch (Exception e)
        {
            correction.Failure = e;
        }
        return correction;
    }

    private async Task CorrectAsync(
        EntryKey key,
        EntryState state,
        ExaminedEntry examined,
        IReadOnlyList<string> equalContent,
        string? liveRun,
        Correction correction,
        CancellationToken cancellationToken
    )
    {
        var verdict = examined.Verdict;
        if (verdict.Remedy is Remedy.RestoreOrTake or Remedy.RestoreOrMarkMissing or Remedy.Repair)
        {
            var held = (EntryState.Held)state;
            var restored =
                await RestoreAsync(key, held, equalContent, correction, cancellationToken)
                ?? (
                    verdict.Remedy == Remedy.Repair
                        ? await AskAsync(RepairSource.Server, key, held, correction, cancellationToken)
                        : null
                );
            if (restored is null && verdict is { Remedy: Remedy.Repair, File: null })
            {
                restored = await AskAsync(RepairSource.Synthesizer, key, held, correction, cancellationToken);
            }
            if (restored is not null)
            {
                await ReplaceAsync(key, held, examined, restored, correction);
                return;
            }
        }
        await SetAsideAsync(key, examined, verdict.SetsAside, correction);
        switch (verdict.Remedy)
        {
            case Remedy.Adopt:
                var orphan = await DescribeAsync(key, examined, verdict.File!.Value);
                correction.Add(await AdoptAsync(key, orphan), $"adopted the {Name(orphan.Format)}");
                break;
            case Remedy.Take or Remedy.RestoreOrTake:
            case Remedy.Repair when verdict.File is not null:
                var taken = await DescribeAsync(key, examined, verdict.File!.Value);
                correction.Add(
                    new EntryCommand.TakeFile(taken, liveRun),
                    $"took the {Name(taken.Format)} that is there"
                );
                break;
            case Remedy.RestoreOrMarkMissing:
                correction.Add(new EntryCommand.MarkMissing(liveRun), "marked as missing");
                break;
            case Remedy.Repair:
                correction.AddEvidence("nothing can take its place");
                correction.Add(new EntryCommand.GiveUpFile(correction.Evidence, liveRun), "given up: missing");
                break;
        }
    }

    private async Task<Replacement?> RestoreAsync(
        EntryKey key,
        EntryState.Held held,
        IReadOnlyList<string> candidates,
        Correction correction,
        CancellationToken cancellationToken
    )
    {
        foreach (var candidate in candidates)
        {
            var found = await StageAsync(
                candidate,
                RepairSource.EqualContent,
                () => Task.FromResult<Stream?>(files.OpenRead(candidate)),
                held,
                correction,
                cancellationToken
            );
            if (found is not null && found.Audio.Sha256 == held.Sha256())
            {
                return found;
            }
            if (found is not null)
            {
                correction.AddEvidence($"{candidate} has another content");
                await files.DeleteAsync(found.StagingPath);
            }
        }
        correction.AddEvidence($"no other file of the cache has the content of {key}");
        return null;
    }

    private async Task<Replacement?> AskAsync(
        RepairSource kind,
        EntryKey key,
        EntryState.Held held,
        Correction correction,
        CancellationToken cancellationToken
    )
    {
        foreach (var source in sources.Where(source => source.Kind == kind))
        {
            var found = await StageAsync(
                source.GetType().Name,
                kind,
                () => source.TryOpenAsync(key, held.Sha256(), cancellationToken),
                held,
                correction,
                cancellationToken
            );
            if (found is not null)
            {
                return found;
            }
        }
        return null;
    }

    // A source is the host's: whatever it throws is evidence, and the next one is asked. A full disk is not its fault.
    private async Task<Replacement?> StageAsync(
        string name,
        RepairSource kind,
        Func<Task<Stream?>> open,
        EntryState.Held held,
        Correction correction,
        CancellationToken cancellationToken
    )
    {
        var staging = files.NewStagingPath(held.Format() == AudioFormat.Wav ? "wav" : "m4a");
        try
        {
            await using var audio = await open();
            if (audio is null)
            {
                correction.AddEvidence($"{name} does not have it");
                return null;
            }
            var facts = await files.WriteStagedAsync(
                staging,
                (output, token) => audio.CopyToAsync(output, token),
                cancellationToken
            );
            var described = await io.RunAsync(() => FileExaminer.Describe(staging, facts), CancellationToken.None);
            return new Replacement(staging, described, kind, name);
        }
        catch (Exception e)
            when (e is not (OperationCanceledException or CacheFullException or StorageException { DiskFull: true }))
        {
            correction.AddEvidence($"{name}: {e.Message}");
            await files.DeleteAsync(staging);
            return null;
        }
    }

    private async Task ReplaceAsync(
        EntryKey key,
        EntryState.Held held,
        ExaminedEntry examined,
        Replacement replacement,
        Correction correction
    )
    {
        var audio = replacement.Audio;
        // What is replaced is kept, and so is what no event names any more.
        await SetAsideAsync(key, examined, format => examined.File(format).Finding != FileFinding.None, correction);
        await files.PublishAsync(
            replacement.StagingPath,
            folder.AudioPath(key, audio.Format),
            new FileFacts(audio.SizeBytes, audio.Sha256),
            CancellationToken.None
        );
        if (audio.Sha256 != held.Sha256())
        {
            correction.AddEvidence("its content is another than was journaled");
            correction.Add(new EntryCommand.TakeFile(audio, LiveRun: null), "");
        }
        correction.AddEvidence($"{replacement.From} has it");
        correction.Add(
            new EntryCommand.RecordRepair(replacement.Source, correction.Evidence),
            $"repaired from {replacement.From}"
        );
    }

    private async Task SetAsideAsync(
        EntryKey key,
        ExaminedEntry examined,
        Func<AudioFormat, bool> which,
        Correction correction
    )
    {
        foreach (var format in Enum.GetValues<AudioFormat>().Where(which))
        {
            if (await files.SetAsideAsync(folder.AudioPath(key, format)) is { } name)
            {
                correction.AddEvidence($"found {examined.File(format).Words}, now {name} in the quarantine");
                correction.SetAside(format, name, examined.File(format).Words);
            }
        }
    }

    private Task<AudioOnDisk> DescribeAsync(EntryKey key, ExaminedEntry examined, AudioFormat format) =>
        io.RunAsync(() => FileExaminer.Describe(folder.AudioPath(key, format), examined.File(format).Facts!));

    private async Task<EntryCommand.Store> AdoptAsync(EntryKey key, AudioOnDisk audio)
    {
        var path = folder.AudioPath(key, audio.Format);
        var written = await io.RunAsync(() =>
            StorageException.Guard("look at", path, () => new DateTimeOffset(File.GetLastWriteTimeUtc(path)))
        );
        return audio.ToStore() with { MadeAt = written <= time.GetUtcNow() ? written : null };
    }

    private static string Name(AudioFormat format) => format == AudioFormat.Wav ? "WAV" : "M4A";

    private sealed record Replacement(string StagingPath, AudioOnDisk Audio, RepairSource Source, string From);
}
