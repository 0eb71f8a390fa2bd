using System.Globalization;
using CacheActors.Files;

namespace CacheActors.Reconciliation;

/// <summary>
/// Compares the whole audio folder with the view, one sub-folder after the other: names, sizes and kinds, not contents.
/// Memory does not grow with the cache, only with what is found.
/// </summary>
internal sealed class FolderScan(CacheFolder folder, IFileStore files, IoPool io, Pace pace)
{
    private const int SubFolders = 256;

    // One thread reads the view, these read folders; the pool has others for who works meanwhile.
    private const int AtOnce = 2;

    /// <param name="progress">Is told of the suspicions so far, and of how many sub-folders are done, of how many.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="StorageException">A folder cannot be read: nothing can be said of its files.</exception>
    public async Task<Suspicions> RunAsync(Action<Suspicions, int, int> progress, CancellationToken cancellationToken)
    {
        var suspicions = await io.RunAsync(() => FolderComparison.Top(folder.AudioFolder), cancellationToken);
        suspicions.Add(
            await io.RunAsync(() => FolderComparison.Staging(folder.StagingFolder, files.IsOurs), cancellationToken)
        );
        using var expected = await io.RunAsync(() => new ExpectedEntries(folder), cancellationToken);
        var running = new Queue<Task<Suspicions>>();
        var done = 0;
        try
        {
            for (var number = 0; number < SubFolders; number++)
            {
                var name = number.ToString("x2", CultureInfo.InvariantCulture);
                var entries = await io.RunAsync(() => expected.Read(name), cancellationToken);
                if (running.Count == AtOnce)
                {
                    await TakeAsync();
                }
                var path = Path.Combine(folder.AudioFolder, name);
                running.Enqueue(io.RunAsync(() => FolderComparison.Compare(path, entries), cancellationToken));
            }
            while (running.Count > 0)
            {
                await TakeAsync();
            }
        }
        finally
        {
            Task all = Task.WhenAll(running);
            await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return suspicions;

        async Task TakeAsync()
        {
            var part = await running.Dequeue();
            suspicions.Add(part);
            progress(suspicions, ++done, SubFolders);
            await pace.DidAsync(part.Files, cancellationToken);
        }
    }
}
