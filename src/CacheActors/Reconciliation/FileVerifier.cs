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
    /// True when the file is there and has the journaled content. False is a suspicion: it may just have been replaced, or be
    /// unreadable for a moment; its entry, which looks again, knows.
    /// </summary>
    public async Task<bool> IsIntactAsync(FileToVerify file, CancellationToken cancellationToken)
    {
        using var content = new FileContent(folder.AudioPath(file.Key, file.Format), file.SizeBytes);
        do
        {
            var bytes = rate.IsLimited ? Math.Min(StepBytes, content.LeftBytes) : content.LeftBytes;
            await rate.TakeAsync(bytes, cancellationToken);
            if (!await _io.RunAsync(() => content.TryRead(bytes, cancellationToken), cancellationToken))
            {
                return false;
            }
        } while (content.LeftBytes > 0);
        return content.Sha256() == file.Sha256;
    }

    public void Dispose() => _io.Dispose();
}
