using System.Collections.Concurrent;
using CacheActors.Domain.Entries;
using CacheActors.Files;

namespace CacheActors.Reconciliation;

/// <summary>
/// Reads the content of files that were not verified for long, the longest first, and remembers what was found intact as it
/// goes: a scan that is cut off loses the few files since the last note, and the next one goes on from there.
/// </summary>
/// <param name="memory">What was verified when.</param>
/// <param name="verifier">Reads.</param>
/// <param name="io">Runs the calls of the memory.</param>
/// <param name="time">The clock.</param>
internal sealed class DeepScan(VerificationMemory memory, FileVerifier verifier, IoPool io, TimeProvider time)
{
    // A note costs a millisecond, whatever is in it.
    private const int FilesPerNote = 500;

    // What an older scan verified before it was cut off is too long ago to be left out.
    private static readonly TimeSpan ResumeWithin = TimeSpan.FromDays(7);

    /// <summary>Goes through all files that were not verified since a moment.</summary>
    /// <param name="notSince">The moment.</param>
    /// <param name="suspect">Is called for each file that is not as journaled, from any thread; what it throws ends the scan.</param>
    /// <param name="progress">Is told how many files of how many were looked at, one call at a time.</param>
    /// <param name="cancellationToken">Stops; what was verified stays remembered.</param>
    /// <returns>How many files were read.</returns>
    public async Task<int> RunAsync(
        DateTimeOffset notSince,
        Action<EntryKey> suspect,
        Action<int, int>? progress,
        CancellationToken cancellationToken
    )
    {
        await io.RunAsync(memory.Follow, cancellationToken);
        var coverage = await io.RunAsync(() => memory.Coverage(notSince), cancellationToken);
        var tally = new Tally((int)Math.Min(int.MaxValue, coverage.Files - coverage.Verified), progress);
        var next = NextAsync(VerificationPlace.Start);
        var noted = Task.CompletedTask;
        try
        {
            while (await next is { Count: > 0 } files)
            {
                // The memory is asked and told while the files are read.
                next = NextAsync(files[^1].Place);
                var verified = new ConcurrentBag<EntryKey>();
                try
                {
                    await VerifyAsync(files, verified, suspect, tally, cancellationToken);
                }
                finally
                {
                    await noted;
                    noted = NoteAsync(verified);
                }
            }
        }
        finally
        {
            await noted;
        }
        return tally.Done;

        Task<IReadOnlyList<FileToVerify>> NextAsync(VerificationPlace after) =>
            io.RunAsync(() => memory.Next(after, notSince, FilesPerNote), cancellationToken);

        Task NoteAsync(ConcurrentBag<EntryKey> verified) =>
            io.RunAsync(() => memory.Verified(verified, time.GetUtcNow()), CancellationToken.None);
    }

    /// <summary>Goes through all files; when the last such scan was cut off within a week, through those that it did not come to.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public async Task<int> RunOverAllAsync(
        Action<EntryKey> suspect,
        Action<int, int>? progress,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var unfinished = await io.RunAsync(() => memory.UnfinishedDeepRun, cancellationToken);
        var begun = unfinished is { } then && (now - then).Duration() < ResumeWithin ? then : now;
        await io.RunAsync(() => memory.UnfinishedDeepRun = begun, cancellationToken);
        var files = await RunAsync(begun, suspect, progress, cancellationToken);
        await io.RunAsync(() => memory.UnfinishedDeepRun = null, cancellationToken);
        return files;
    }

    private Task VerifyAsync(
        IReadOnlyList<FileToVerify> files,
        ConcurrentBag<EntryKey> verified,
        Action<EntryKey> suspect,
        Tally tally,
        CancellationToken cancellationToken
    ) =>
        verifier.LookAsync(
            files,
            (file, isIntact) =>
            {
                if (isIntact)
                {
                    verified.Add(file.Key);
                }
                else
                {
                    suspect(file.Key);
                }
                tally.Add();
            },
            cancellationToken
        );

    private sealed class Tally(int total, Action<int, int>? progress)
    {
        private readonly Lock _gate = new();

        public int Done { get; private set; }

        public void Add()
        {
            lock (_gate)
            {
                Done++;
                progress?.Invoke(Done, total);
            }
        }
    }
}
