using CacheActors.Files;

namespace CacheActors.Tests.Adoption;

/// <summary>A file store on a disk that keeps other bytes than it was given.</summary>
internal sealed class SpoilingFileStore(IFileStore real, Func<string, bool> spoils) : IFileStore
{
    public string NewStagingPath(string extension) => real.NewStagingPath(extension);

    public Task<FileFacts> WriteStagedAsync(
        string stagingPath,
        Func<Stream, CancellationToken, Task> write,
        CancellationToken cancellationToken
    ) => real.WriteStagedAsync(stagingPath, write, cancellationToken);

    public bool TryReserveStaged(string stagingPath, long bytes) => real.TryReserveStaged(stagingPath, bytes);

    public ValueTask ReserveStagedAsync(string stagingPath, long bytes, CancellationToken cancellationToken) =>
        real.ReserveStagedAsync(stagingPath, bytes, cancellationToken);

    public Task<FileFacts> SealStagedAsync(string stagingPath, CancellationToken cancellationToken) =>
        real.SealStagedAsync(stagingPath, cancellationToken);

    public async Task PublishAsync(
        string stagingPath,
        string finalPath,
        FileFacts file,
        CancellationToken cancellationToken
    )
    {
        await real.PublishAsync(stagingPath, finalPath, file, cancellationToken);
        if (spoils(finalPath))
        {
            var bytes = await File.ReadAllBytesAsync(finalPath, cancellationToken);
            bytes[^1] ^= 1;
            await File.WriteAllBytesAsync(finalPath, bytes, cancellationToken);
        }
    }

    public Task<long> DeleteAsync(string path) => real.DeleteAsync(path);

    public void SweepStaging() => real.SweepStaging();

    public Stream OpenRead(string path) => real.OpenRead(path);
}
