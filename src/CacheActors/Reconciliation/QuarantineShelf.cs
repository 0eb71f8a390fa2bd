using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Hosting;

namespace CacheActors.Reconciliation;

/// <summary>What lies in quarantine: listed, put back, and deleted when its time is over.</summary>
internal sealed class QuarantineShelf(CacheServices services)
{
    private readonly Quarantine _quarantine = services.Quarantine;

    /// <summary>Everything, the oldest first.</summary>
    public Task<IReadOnlyList<QuarantinedFile>> ListAsync(CancellationToken cancellationToken) =>
        services.Io.RunAsync(
            () =>
                StorageException.Guard<IReadOnlyList<QuarantinedFile>>(
                    "list",
                    services.Folder.QuarantineFolder,
                    () => [.. _quarantine.Names().Select(Describe)]
                ),
            cancellationToken
        );

    /// <summary>Puts one back to where it was.</summary>
    /// <returns>Where that is.</returns>
    /// <exception cref="QuarantineException">There is no such file, or its place is taken.</exception>
    public async Task<string> PutBackAsync(string name)
    {
        if (Path.GetFileName(name) != name || name.Length == 0 || !await IsThereAsync(name))
        {
            throw new QuarantineException(name, "there is no such file. `cacheactors quarantine list` names them.");
        }
        var path = _quarantine.Origin(name)?.Path;
        if (path is null)
        {
            throw new QuarantineException(name, "its name does not tell where it was. Move it by hand.");
        }
        if (!path.StartsWith(services.Folder.AudioFolder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new QuarantineException(name, $"it was at {path}, where nothing would use it. Move it by hand.");
        }
        return await services.Files.PutBackAsync(name, path)
            ? path
            : throw new QuarantineException(name, $"something lies at {path}. Move that away first.");
    }

    /// <summary>Deletes what has lain here for longer than the setting says: the one thing that reconciliation ever deletes.</summary>
    /// <returns>How many that were.</returns>
    public Task<int> ExpireAsync() =>
        services.Io.RunAsync(() =>
        {
            var now = services.Time.GetUtcNow();
            var expired = _quarantine.Names().Where(name => KeptUntil(name) <= now).ToList();
            foreach (var name in expired)
            {
                var path = _quarantine.PathOf(name);
                StorageException.Guard("delete", path, () => Delete(path));
            }
            return expired.Count;
        });

    private Task<bool> IsThereAsync(string name) =>
        services.Io.RunAsync(() =>
        {
            var path = _quarantine.PathOf(name);
            return FileOnDisk.Find(path) is not null || Directory.Exists(path);
        });

    private QuarantinedFile Describe(string name)
    {
        var origin = _quarantine.Origin(name);
        return new QuarantinedFile(
            name,
            origin?.Path,
            origin is { Path: var path } ? FolderComparison.KeyAt(services.Folder, path) : null,
            FileOnDisk.Find(_quarantine.PathOf(name)) is { IsRegular: true } file ? file.Bytes : 0,
            origin?.At,
            KeptUntil(name)
        );
    }

    private DateTimeOffset? KeptUntil(string name) => _quarantine.Origin(name)?.At + services.Options.Quarantine.Keep;

    private static void Delete(string path)
    {
        if (Directory.Exists(path) && new FileInfo(path).LinkTarget is null)
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }
}
