using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using CacheActors.Diagnostics;
using CacheActors.Space;

namespace CacheActors.Files;

/// <summary>The file store on a real disk. Everything that blocks runs on the <see cref="IoPool"/>.</summary>
/// <param name="folder">The cache it is for.</param>
/// <param name="io">Runs what blocks.</param>
/// <param name="room">Space for what is written.</param>
/// <param name="disk">Is told what was written.</param>
/// <param name="quarantine">Takes what has no place.</param>
/// <param name="findEqual">Says where the same content may lie already; null: nowhere but here, recently.</param>
/// <param name="create">Creates the files in staging; by default <see cref="DurableFile.CreateNew"/>.</param>
internal sealed class FileStore(
    CacheFolder folder,
    IoPool io,
    Room room,
    DiskWatch disk,
    Quarantine quarantine,
    Func<FileFacts, Task<IReadOnlyList<string>>>? findEqual = null,
    Func<string, FileStream>? create = null
) : IFileStore
{
    private const string StagedSuffix = ".part";

    // Other than any earlier process used: a child of a killed owner may still be writing its last file.
    private static readonly string Session = Guid.NewGuid().ToString("N")[..12];
    private static long _lastStaged;

    // Folders whose own name is known to be on the disk.
    private readonly ConcurrentDictionary<string, bool> _durableFolders = new();
    private readonly Func<string, FileStream> _create = create ?? DurableFile.CreateNew;
    private readonly StagedSpace _staged = new(room);
    private readonly FinalFiles _finals = new(room.Ledger);
    private volatile bool _isMiscounted;

    /// <summary>True while nothing is in staging.</summary>
    public bool IsIdle => _staged.IsEmpty;

    /// <summary>True while what is taken of the space is what lies in the audio folder.</summary>
    public bool IsCounted => IsIdle && !_isMiscounted;

    /// <inheritdoc/>
    public string NewStagingPath(string extension)
    {
        var number = Interlocked.Increment(ref _lastStaged).ToString(CultureInfo.InvariantCulture);
        return Path.Combine(folder.StagingFolder, $"{Session}-{number}.{extension.TrimStart('.')}{StagedSuffix}");
    }

    /// <inheritdoc/>
    public bool IsOurs(string stagingPath) =>
        Path.GetFileName(stagingPath.AsSpan()).StartsWith($"{Session}-", StringComparison.Ordinal);

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
            await WriteAsync(file, stagingPath, write, cancellationToken);
            return await io.RunAsync(file.Seal, cancellationToken);
        }
        catch
        {
            await io.RunAsync(
                () =>
                {
                    file.Dispose();
                    GiveBackIfGone(stagingPath);
                },
                CancellationToken.None
            );
            throw;
        }
    }

    /// <inheritdoc/>
    public bool TryReserveStaged(string stagingPath, long bytes) => _staged.TryGrow(stagingPath, bytes);

    /// <inheritdoc/>
    public ValueTask ReserveStagedAsync(string stagingPath, long bytes, CancellationToken cancellationToken) =>
        _staged.GrowAsync(stagingPath, bytes, isPatient: false, cancellationToken);

    /// <inheritdoc/>
    public async Task<FileFacts> SealStagedAsync(string stagingPath, CancellationToken cancellationToken)
    {
        var facts = await io.RunAsync(
            () => StorageException.Guard("flush", stagingPath, () => Seal(stagingPath)),
            cancellationToken
        );
        await _staged.SettleAsync(stagingPath, facts.SizeBytes, cancellationToken);
        return facts;
    }

    /// <inheritdoc/>
    public async Task PublishAsync(
        string stagingPath,
        string finalPath,
        FileFacts file,
        CancellationToken cancellationToken
    )
    {
        using var step = CacheTrace.Step("file.publish");
        await room.Counted.WaitAsync(cancellationToken);
        var others = findEqual is null ? [] : await findEqual(file);
        await io.RunAsync(
            () =>
                StorageException.Guard(
                    $"move {stagingPath} to",
                    finalPath,
                    () => Publish(stagingPath, finalPath, file, others)
                ),
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public async Task<long> DeleteAsync(string path)
    {
        await room.Counted;
        return await io.RunAsync(() => StorageException.Guard("delete", path, () => Delete(path)));
    }

    /// <inheritdoc/>
    public async Task<string?> SetAsideAsync(string path)
    {
        await room.Counted;
        return await io.RunAsync(() =>
            StorageException.Guard("move to the quarantine", path, () => _finals.SetAside(path, quarantine))
        );
    }

    /// <inheritdoc/>
    public async Task<bool> PutBackAsync(string name, string path)
    {
        var quarantined = quarantine.PathOf(name);
        var bytes = await io.RunAsync(() => FileOnDisk.Find(quarantined) is { IsRegular: true } file ? file.Bytes : 0);
        await _staged.GrowAsync(quarantined, bytes, isPatient: false, CancellationToken.None);
        try
        {
            var isBack = await io.RunAsync(() =>
                StorageException.Guard($"move {quarantined} back to", path, () => _finals.PutBack(quarantined, path, bytes))
            );
            if (isBack)
            {
                _staged.Keep(quarantined, bytes);
            }
            return isBack;
        }
        finally
        {
            _staged.GiveBack(quarantined);
        }
    }

    /// <inheritdoc/>
    public async Task RecountAsync()
    {
        const int Tries = 3;
        var atStart = await room.Counted;
        for (var i = 0; i < Tries; i++)
        {
            var changes = _finals.Changes;
            var found = await io.RunAsync(() => AudioFolder.Bytes(folder.AudioFolder));
            if (_finals.TryCorrect(found, atStart, changes))
            {
                _isMiscounted = false;
                return;
            }
        }
        _isMiscounted = true;
    }

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

    private async Task WriteAsync(
        StagedFile file,
        string stagingPath,
        Func<Stream, CancellationToken, Task> write,
        CancellationToken cancellationToken
    )
    {
        var stream = new StagedStream(
            file,
            (bytes, token) => _staged.GrowAsync(stagingPath, bytes, isPatient: true, token),
            io
        );
        try
        {
            await write(stream, cancellationToken);
        }
        catch (Exception e) when (stream.Refusal is not null && e != stream.Refusal)
        {
            throw stream.Refusal;
        }
        if (stream.Refusal is { } refusal)
        {
            throw refusal;
        }
        await stream.EndAsync(cancellationToken);
    }

    private void Publish(string stagingPath, string finalPath, FileFacts file, IReadOnlyList<string> others)
    {
        var target = Path.GetDirectoryName(finalPath)!;
        if (!_durableFolders.ContainsKey(target))
        {
            DurableFile.CreateFolder(target);
            _durableFolders.TryAdd(target, true);
        }

        var shared = _finals.Publish(stagingPath, finalPath, file, others);
        if (!shared)
        {
            _staged.Keep(stagingPath, file.SizeBytes);
            disk.Wrote(file.SizeBytes);
        }
        DurableFile.FlushFolder(target);
        if (shared)
        {
            Delete(stagingPath);
        }
    }

    private long Delete(string path)
    {
        if (Path.GetDirectoryName(path) != folder.StagingFolder)
        {
            return _finals.Delete(path);
        }
        var bytes = FileOnDisk.Find(path) is { IsRegular: true } file ? file.Bytes : 0;
        File.Delete(path);
        _staged.GiveBack(path);
        return bytes;
    }

    // A file that could not be deleted still takes up its space.
    private void GiveBackIfGone(string stagingPath)
    {
        if (!File.Exists(stagingPath))
        {
            _staged.GiveBack(stagingPath);
        }
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
