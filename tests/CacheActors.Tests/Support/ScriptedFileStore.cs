using CacheActors.Files;

namespace CacheActors.Tests.Support;

/// <summary>A file store that fails where the test says.</summary>
internal sealed class ScriptedFileStore(IFileStore real) : IFileStore
{
    /// <summary>Runs before a file gets its final name: may throw.</summary>
    public Action<string> BeforePublish { get; set; } = _ => { };

    /// <summary>Runs when a file has its final name: may spoil it.</summary>
    public Action<string> AfterPublish { get; set; } = _ => { };

    /// <summary>Runs before a file is deleted: may throw.</summary>
    public Action<string> BeforeDelete { get; set; } = _ => { };

    public string NewStagingPath(string extension) => real.NewStagingPath(extension);

    public bool IsOurs(string stagingPath) => real.IsOurs(stagingPath);

    public Task<bool> PutBackAsync(string name, string path) => real.PutBackAsync(name, path);

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
        BeforePublish(finalPath);
        await real.PublishAsync(stagingPath, finalPath, file, cancellationToken);
        AfterPublish(finalPath);
    }

    public async Task<long> DeleteAsync(string path)
    {
        BeforeDelete(path);
        return await real.DeleteAsync(path);
    }

    public Task<string?> SetAsideAsync(string path) => real.SetAsideAsync(path);

    public Task RecountAsync() => real.RecountAsync();

    public void SweepStaging() => real.SweepStaging();

    public Stream OpenRead(string path) => real.OpenRead(path);
}
