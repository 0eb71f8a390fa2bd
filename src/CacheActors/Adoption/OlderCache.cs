using CacheActors.Files;

namespace CacheActors.Adoption;

/// <summary>An older cache: its metadata, read, and the folder in which its files are.</summary>
internal sealed record OlderCache(IReadOnlyList<OlderEntry> Entries, OlderFolder Folder)
{
    private static readonly string[] MetadataExtensions = [".json", ".db", ".db3", ".sqlite", ".sqlite3"];

    /// <summary>Reads the metadata. Blocks.</summary>
    /// <param name="request">What to take over.</param>
    /// <param name="own">The cache that takes it over.</param>
    /// <exception cref="InvalidAdoptionSourceException">It is missing, cannot be read, or is no such cache.</exception>
    public static OlderCache Read(AdoptionRequest request, CacheFolder own)
    {
        var source = Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.Source));
        var folder = new OlderFolder(Directory.Exists(source) ? source : Path.GetDirectoryName(source)!, own.Root);
        if (folder.IsOwn)
        {
            throw new InvalidAdoptionSourceException($"{source} is part of the cache that is to adopt it.");
        }
        var metadata = FindMetadata(source);
        try
        {
            var entries = SqliteMetadata.IsSqlite(metadata)
                ? SqliteMetadata.Read(metadata, request.VoiceId)
                : JsonMetadata.Read(metadata, request.VoiceId);
            return new OlderCache(entries, folder);
        }
        catch (StorageException e) when (e.Path == metadata)
        {
            throw new InvalidAdoptionSourceException(e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidAdoptionSourceException($"{metadata} cannot be read: {e.Message}", e);
        }
    }

    private static string FindMetadata(string source)
    {
        if (File.Exists(source))
        {
            return source;
        }
        if (!Directory.Exists(source))
        {
            throw new InvalidAdoptionSourceException(
                $"{source} does not exist. Name the older cache's folder, or the JSON or SQLite file with its metadata."
            );
        }
        var found = Directory
            .EnumerateFiles(source)
            .Where(file => MetadataExtensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new InvalidAdoptionSourceException(
                $"{source} holds no metadata ({string.Join(", ", MetadataExtensions.Select(e => $"*{e}"))}). Name the JSON or SQLite file of the older cache."
            ),
            _ => throw new InvalidAdoptionSourceException(
                $"{source} holds several files that may be its metadata: {string.Join(", ", found.Select(Path.GetFileName))}. Name the right one."
            ),
        };
    }
}
