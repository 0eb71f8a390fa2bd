using CacheActors.Files;

namespace CacheActors.Reconciliation;

/// <summary>Compares files' content with what is journaled, on threads of its own.</summary>
/// <param name="folder">Where the files lie.</param>
/// <param name="threads">Files that are read at a time.</param>
/// <param name="rate">How fast they are read, all together.</param>
internal sealed class FileVerifier(CacheFolder folder, int threads, ByteRate rate) : IDisposable
{
    // What is asked of the rate at once: little enough to be smooth.
    private const int StepBytes = 256 * 1024;

    private readonly IoPool _io = new(threads);

    /// <summary>
    /// Looks at files, several at a time. That one is not intact is a suspicion: it may just have been replaced, or be unreadable
    /// for a moment; its entry, which looks again, knows.
    /// </summary>
    /// <param name="files">The files.</param>
    /// <param name="looked">Is told of each whether it is there with the journaled content, from any thread.</param>
    /// <param name="cancellationToken">Stops.</param>
    public Task LookAsync(
        IReadOnlyList<FileToVerify> files,
        Action<FileToVerify, bool> looked,
        CancellationToken cancellationToken
    )
    {
        var taken = -1;
        return Task.WhenAll(Enumerable.Range(0, threads).Select(_ => rate.IsLimited ? WaitingAsync() : AtOnceAsync()));

        bool TryTake(out FileToVerify? file)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = Interlocked.Increment(ref taken);
            file = next < files.Count ? files[next] : null;
            return file is not null;
        }

        // Nothing to wait for: a thread goes from file to file.
        Task AtOnceAsync() =>
            _io.RunAsync(
                () =>
                {
                    while (TryTake(out var file))
                    {
                        looked(file!, IsIntact(file!, cancellationToken));
                    }
                },
                cancellationToken
            );

        async Task WaitingAsync()
        {
            while (TryTake(out var file))
            {
                looked(file!, await IsIntactAsync(file!, cancellationToken));
            }
        }
    }

    public void Dispose() => _io.Dispose();

    private bool IsIntact(FileToVerify file, CancellationToken cancellationToken)
    {
        using var content = new FileContent(folder.AudioPath(file.Key, file.Format), file.SizeBytes);
        return content.TryRead(content.LeftBytes, cancellationToken) && content.Sha256() == file.Sha256;
    }

    private async Task<bool> IsIntactAsync(FileToVerify file, CancellationToken cancellationToken)
    {
        using var content = new FileContent(folder.AudioPath(file.Key, file.Format), file.SizeBytes);
        do
        {
            var bytes = Math.Min(StepBytes, content.LeftBytes);
            await rate.TakeAsync(bytes, cancellationToken);
            if (!await _io.RunAsync(() => content.TryRead(bytes, cancellationToken), cancellationToken))
            {
                return false;
            }
        } while (content.LeftBytes > 0);
        return content.Sha256() == file.Sha256;
    }
}
