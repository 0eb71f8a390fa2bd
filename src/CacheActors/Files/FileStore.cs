using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;

namespace CacheActors.Files;

/// <summary>The file store on a real disk. Everything that blocks runs on the <see cref="IoPool"/>.</summary>
/// <param name="folder">The cache it is for.</param>
/// <param name="io">Runs what blocks.</param>
/// <param name="create">Creates the files in staging; by default <see cref="DurableFile.CreateNew"/>.</param>
internal sealed class FileStore(CacheFolder folder, IoPool io, Func<string, FileStream>? create = null) : IFileStore
{
    private const string StagedSuffix = ".part";

    // Other than any earlier process used: a child of a killed owner may still be writing its last file.
    private readonly string _session = Guid.NewGuid().ToString("N")[..12];

    // Folders whose own name is known to be on the disk.
    private readonly ConcurrentDictionary<string, bool> _durableFolders = new();
    private readonly Func<string, FileStream> _create = create ?? DurableFile.CreateNew;
    private long _lastStaged;

    /// <inheritdoc/>
    public string NewStagingPath(string extension)
    {
        var number = Interlocked.Increment(ref _lastStaged).ToString(CultureInfo.InvariantCulture);
        return Path.Combine(folder.StagingFolder, $"{_session}-{number}.{extension.TrimStart('.')}{StagedSuffix}");
    }

    /// <inheritdoc/>
    public async Task<FileFacts> WriteStagedAsync(
        string stagingPath,
        Func<Stream, CancellationToken, Task> write,
        CancellationToken cancellationToken
    )
    {
        var file = await io.RunAsync(() => new StagedFile(stagingPath, _create), cancellationToken);
        try
        {
            var stream = new StagedStream(file, io);
            await write(stream, cancellationToken);
            return await io.RunAsync(
                () =>
                {
                    stream.End();
                    return file.Seal();
                },
                cancellationToken
            );
        }
        catch
        {
            await io.RunAsync(file.Dispose, CancellationToken.None);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<FileFacts> SealStagedAsync(string stagingPath, CancellationToken cancellationToken) =>
        io.RunAsync(() => StorageException.Guard("flush", stagingPath, () => Seal(stagingPath)), cancellationToken);

    /// <inheritdoc/>
    public Task PublishAsync(
        string stagingPath,
        string finalPath,
        FileFacts file,
        CancellationToken cancellationToken
    ) =>
        io.RunAsync(
            () => StorageException.Guard($"move {stagingPath} to", finalPath, () => Publish(stagingPath, finalPath)),
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<long> DeleteAsync(string path) =>
        io.RunAsync(() => StorageException.Guard("delete", path, () => Delete(path)));

    /// <inheritdoc/>
    public void SweepStaging() =>
        StorageException.Guard("sweep", folder.StagingFolder, () => Sweep(folder.StagingFolder));

    /// <inheritdoc/>
    public Stream OpenRead(string path) =>
        StorageException.Guard(
            "open",
            path,
            () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
        );

    private static FileFacts Seal(string path)
    {
        RefuseLink(path);
        using var file = new FileStream(
            path,
            FileMode.Open,
            FileAccess.ReadWrite, // Windows flushes only what is open for writing
            FileShare.Read,
            bufferSize: 64 * 1024
        );
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
        file.Flush(flushToDisk: true);
        return new FileFacts(file.Length, sha256);
    }

    private void Publish(string stagingPath, string finalPath)
    {
        var target = Path.GetDirectoryName(finalPath)!;
        if (!_durableFolders.ContainsKey(target))
        {
            DurableFile.CreateFolder(target);
            _durableFolders.TryAdd(target, true);
        }

        DurableFile.Publish(stagingPath, finalPath);
    }

    private static long Delete(string path)
    {
        var file = new FileInfo(path);
        var bytes = file.Exists && file.LinkTarget is null ? file.Length : 0;
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Not even its folder is there.
        }
        return bytes;
    }

    private static void Sweep(string staging)
    {
        RefuseLink(staging);
        var all = new EnumerationOptions { AttributesToSkip = FileAttributes.None };
        foreach (var entry in new DirectoryInfo(staging).EnumerateFileSystemInfos($"*{StagedSuffix}", all))
        {
            if (entry is FileInfo || entry.LinkTarget is not null)
            {
                File.Delete(entry.FullName);
            }
        }
    }

    private static void RefuseLink(string path)
    {
        if (new FileInfo(path).LinkTarget is { } target)
        {
            throw new StorageException(
                "use",
                path,
                $"it is a link to {target}",
                "Remove the link: the cache writes and deletes only what is its own."
            );
        }
    }
}
