using CacheActors.Domain.Entries;
using CacheActors.Domain.Reconciliation;
using CacheActors.Files;
using CacheActors.Hosting;
using CacheActors.Views.EntryList;

namespace CacheActors.Reconciliation;

/// <summary>What a run has to look at more closely: of everything, of one entry or of a plan.</summary>
internal sealed class SuspicionSearch(ReconciliationContext context, RunRequest request, RunTally tally, Pace pace)
{
    private readonly Dictionary<EntryKey, Discrepancy> _plannedEntries = [];
    private readonly Dictionary<string, Discrepancy> _plannedStrays = new(StringComparer.Ordinal);

    /// <summary>The steps of a plan, by the entry that corrects.</summary>
    public IReadOnlyDictionary<EntryKey, Discrepancy> PlannedEntries => _plannedEntries;

    /// <summary>The steps of a plan that are of no entry, by path.</summary>
    public IReadOnlyDictionary<string, Discrepancy> PlannedStrays => _plannedStrays;

    /// <summary>How long it read content; null: it was not to.</summary>
    public TimeSpan? Reading { get; private set; }

    private CacheServices Services => context.Services;

    /// <summary>By names, kinds and sizes; of a plan: what it names.</summary>
    /// <exception cref="UnknownEntryException">The request is of one entry, and there is none.</exception>
    /// <exception cref="InvalidPlanException">The plan is of another cache.</exception>
    public Task<Suspicions> LookAsync(CancellationToken cancellationToken) =>
        request.Mode switch
        {
            RunMode.Entry => LookAtAsync(request.Key!, cancellationToken),
            RunMode.Plan => Task.FromResult(OfPlan()),
            _ => new FolderScan(Services.Folder, Services.Files, Services.Io, pace).RunAsync(
                (suspicions, done, total) =>
                {
                    tally.Scanned(suspicions.Files, suspicions.EntriesScanned);
                    tally.At(ReconciliationStage.Scan, done, total);
                },
                cancellationToken
            ),
        };

    /// <summary>By content. Files are read without waking their entries; whose is not as the view says is suspicious too.</summary>
    /// <returns>The entries that look wrong, one way or the other.</returns>
    public async Task<IReadOnlySet<EntryKey>> ReadAsync(Suspicions suspicions, CancellationToken cancellationToken)
    {
        var bad = new HashSet<EntryKey>(suspicions.Entries);
        if (request.Mode != RunMode.All)
        {
            return bad;
        }
        var begun = Services.Time.GetTimestamp();
        var options = Services.Options.Reconciliation;
        using var verifier = new FileVerifier(
            Services.Folder,
            options.Operations,
            new ByteRate(options.DeepBytesPerSecond, Services.Time)
        );
        var scan = new DeepScan(Services.Reconciliation.Memory, verifier, Services.Io, Services.Time);
        DateTimeOffset? notSince = request.DryRun ? Services.Time.GetUtcNow() : request.VerifyNotSince;
        await (
            notSince is { } moment
                ? scan.RunAsync(moment, Suspect, Tell, cancellationToken)
                : scan.RunOverAllAsync(Suspect, Tell, cancellationToken)
        );
        Reading = Services.Time.GetElapsedTime(begun);
        suspicions.Entries.AddRange(bad.Except(suspicions.Entries).ToList());
        return bad;

        void Suspect(EntryKey key)
        {
            lock (bad)
            {
                bad.Add(key);
            }
        }

        void Tell(int done, int total) => tally.At(ReconciliationStage.Verify, done, total);
    }

    private async Task<Suspicions> LookAtAsync(EntryKey key, CancellationToken cancellationToken)
    {
        var folder = Services.Folder;
        var isKnown =
            await context.Views.QueryAsync(db => EntryListQuery.FindFile(db, key, folder), cancellationToken)
            is not null;
        var files = await Services.Io.RunAsync(
            () =>
                Enum.GetValues<AudioFormat>()
                    .Count(format => FileOnDisk.Find(folder.AudioPath(key, format)) is not null),
            cancellationToken
        );
        if (!isKnown && files == 0)
        {
            throw new UnknownEntryException(key.Value);
        }
        tally.Scanned(files, isKnown ? 1 : 0);
        return new Suspicions
        {
            Entries = { key },
            Files = files,
            EntriesScanned = isKnown ? 1 : 0,
        };
    }

    private Suspicions OfPlan()
    {
        foreach (var step in request.Steps!)
        {
            // Whatever the plan says, a path is what it is: under an entry's name only the entry corrects.
            if (FolderComparison.KeyAt(Services.Folder, step.Path) is { } key)
            {
                _plannedEntries.TryAdd(key, step);
            }
            else if (StrayFile.CanBe(step.Path, Services.Folder))
            {
                _plannedStrays.Add(step.Path, step);
            }
            else
            {
                throw new InvalidPlanException(
                    $"The plan has the path {step.Path}, where nothing of the cache {Services.Folder.Root} lies. Nothing was done; apply the plan of this cache."
                );
            }
        }
        tally.Scanned(request.Steps.Count, _plannedEntries.Count);
        var suspicions = new Suspicions { EntriesScanned = _plannedEntries.Count };
        suspicions.Entries.AddRange(_plannedEntries.Keys);
        // What is in a folder before the folder.
        suspicions.Strays.AddRange(_plannedStrays.Keys.OrderDescending(StringComparer.Ordinal));
        return suspicions;
    }
}
