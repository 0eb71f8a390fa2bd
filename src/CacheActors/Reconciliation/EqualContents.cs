using System.Collections.Concurrent;
using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Hosting;
using CacheActors.Views.EntryList;
using Microsoft.Data.Sqlite;

namespace CacheActors.Reconciliation;

/// <summary>
/// Where the journaled content of entries without their file lies under another name: a file that was renamed, two that
/// were swapped, another entry with the same content, one that a run put into quarantine which then was cut off. Only files
/// that are wrong are read, and only those of a size that is wanted.
/// </summary>
internal sealed class EqualContents(CacheServices services, CacheReader views) : IAsyncDisposable
{
    private const int QueryAtOnce = 500;

    private readonly CacheFolder _folder = services.Folder;
    private readonly IFileStore _files = services.Files;

    private readonly Dictionary<EntryKey, List<string>> _paths = [];
    private readonly ConcurrentBag<string> _copies = [];

    /// <summary>Entries whose journaled content is not in its place.</summary>
    public IReadOnlyCollection<EntryKey> Wanting => _paths.Keys;

    /// <summary>Files that have the content which is journaled for an entry.</summary>
    public IReadOnlyList<string> Of(EntryKey key) => _paths.GetValueOrDefault(key) ?? [];

    /// <summary>Looks for them.</summary>
    /// <param name="differing">Entries whose files are not as journaled.</param>
    /// <param name="strays">Paths that no entry's file can have.</param>
    /// <param name="bad">Entries whose file is known to have another content, whatever its size.</param>
    /// <param name="keep">
    /// Copies what lies under an entry's name and is wanted by another: when that entry is corrected first, it is gone.
    /// </param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task FindAsync(
        IReadOnlyList<EntryKey> differing,
        IReadOnlyList<string> strays,
        IReadOnlySet<EntryKey> bad,
        bool keep,
        CancellationToken cancellationToken
    )
    {
        var wanted = await WantedAsync(differing, bad, cancellationToken);
        if (wanted.Count == 0)
        {
            return;
        }
        var sizes = wanted.Select(content => content.File.SizeBytes).ToHashSet();
        var found = await HashAsync(
            strays.Concat(differing.SelectMany(Places)).Concat(await QuarantinedAsync(cancellationToken)),
            sizes,
            cancellationToken
        );
        foreach (var content in wanted)
        {
            _paths[content.Key] =
            [
                .. found.GetValueOrDefault(content.File.Sha256, []).Where(path => path != content.Path),
            ];
        }
        foreach (var chunk in wanted.Chunk(QueryAtOnce))
        {
            await views.QueryAsync(db => AddEqualEntries(db, chunk), cancellationToken);
        }
        if (keep)
        {
            await KeepAsync([.. differing.SelectMany(Places)], cancellationToken);
        }
    }

    /// <summary>Deletes the copies.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var copy in _copies)
        {
            await _files.DeleteAsync(copy);
        }
    }

    private IEnumerable<string> Places(EntryKey key) =>
        [_folder.AudioPath(key, AudioFormat.Wav), _folder.AudioPath(key, AudioFormat.M4a)];

    private Task<List<string>> QuarantinedAsync(CancellationToken cancellationToken) =>
        services.Io.RunAsync(
            () => services.Quarantine.Names().Select(services.Quarantine.PathOf).ToList(),
            cancellationToken
        );

    private async Task<List<ViewedFile>> WantedAsync(
        IReadOnlyList<EntryKey> differing,
        IReadOnlySet<EntryKey> bad,
        CancellationToken cancellationToken
    )
    {
        var wanted = new List<ViewedFile>();
        foreach (var chunk in differing.Chunk(QueryAtOnce))
        {
            wanted.AddRange(
                await views.QueryAsync(
                    db =>
                        chunk
                            .Select(key => EntryListQuery.FindFile(db, key, _folder))
                            .OfType<ViewedFile>()
                            .Where(entry => entry.IsThere)
                            .Where(entry => bad.Contains(entry.Key) || !IsAt(entry.Path, entry.File.SizeBytes))
                            .ToList(),
                    cancellationToken
                )
            );
        }
        return wanted;
    }

    private static bool IsAt(string path, long bytes) =>
        FileOnDisk.Find(path) is { IsRegular: true } file && file.Bytes == bytes;

    private async Task<Dictionary<string, List<string>>> HashAsync(
        IEnumerable<string> candidates,
        HashSet<long> sizes,
        CancellationToken cancellationToken
    )
    {
        var found = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            candidates,
            new ParallelOptions { MaxDegreeOfParallelism = Cores.OrElse(0), CancellationToken = cancellationToken },
            async (path, token) =>
            {
                if (await services.Io.RunAsync(() => Sha256(path, sizes), token) is { } sha256)
                {
                    lock (found)
                    {
                        (found.TryGetValue(sha256, out var paths) ? paths : found[sha256] = []).Add(path);
                    }
                }
            }
        );
        return found;
    }

    private static string? Sha256(string path, HashSet<long> sizes)
    {
        try
        {
            if (FileOnDisk.Find(path) is not { IsRegular: true } file || !sizes.Contains(file.Bytes))
            {
                return null;
            }
            return FileExaminer.Identify(path).Sha256;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StorageException)
        {
            return null; // What cannot be read is no help; whoever corrects it says why.
        }
    }

    private int AddEqualEntries(SqliteConnection db, ViewedFile[] wanted)
    {
        foreach (var content in wanted)
        {
            var others = EntryListQuery.FilesWith(db, content.File, _folder);
            var paths = _paths[content.Key];
            paths.AddRange(others.Where(path => path != content.Path && !paths.Contains(path)));
        }
        return wanted.Length;
    }

    private async Task KeepAsync(HashSet<string> places, CancellationToken cancellationToken)
    {
        var copies = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var paths in _paths.Values)
        {
            for (var i = 0; i < paths.Count; i++)
            {
                if (!places.Contains(paths[i]))
                {
                    continue;
                }
                if (!copies.TryGetValue(paths[i], out var copy))
                {
                    copies[paths[i]] = copy = await CopyAsync(paths[i], cancellationToken);
                }
                paths[i] = copy;
            }
        }
    }

    private async Task<string> CopyAsync(string path, CancellationToken cancellationToken)
    {
        var copy = _files.NewStagingPath(Path.GetExtension(path));
        await _files.WriteStagedAsync(
            copy,
            async (output, token) =>
            {
                await using var source = _files.OpenRead(path);
                await source.CopyToAsync(output, token);
            },
            cancellationToken
        );
        _copies.Add(copy);
        return copy;
    }
}
