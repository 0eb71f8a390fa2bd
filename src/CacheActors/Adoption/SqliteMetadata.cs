using CacheActors.Files;
using CacheActors.Journal;
using Microsoft.Data.Sqlite;

namespace CacheActors.Adoption;

/// <summary>
/// Reads the table <c>cache_entries</c> of a SQLite file, from a copy: SQLite would create files beside what it opens, and
/// finish what a crash left there.
/// </summary>
internal static class SqliteMetadata
{
    /// <summary>How every SQLite file begins.</summary>
    private static ReadOnlySpan<byte> Magic => "SQLite format 3\0"u8;

    /// <summary>True when a file is one of SQLite's.</summary>
    public static bool IsSqlite(string path)
    {
        using var file = ForeignFile.OpenRead(path);
        Span<byte> start = stackalloc byte[Magic.Length];
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length
            && start.SequenceEqual(Magic);
    }

    /// <exception cref="InvalidAdoptionSourceException">It is damaged, or has no such table.</exception>
    /// <exception cref="StorageException">It cannot be copied to the folder for temporary files.</exception>
    public static IReadOnlyList<OlderEntry> Read(string path, string? voiceId)
    {
        var temporary = Directory.CreateTempSubdirectory("cacheactors-adopt-").FullName;
        try
        {
            var copy = Path.Combine(temporary, "metadata.db");
            Copy(path, copy);
            // What is committed but not in the file yet, and what takes back what is not committed.
            foreach (var suffix in (string[])["-wal", "-journal"])
            {
                if (File.Exists(path + suffix))
                {
                    Copy(path + suffix, copy + suffix);
                }
            }
            return ReadTable(copy, path, voiceId);
        }
        catch (SqliteException e)
        {
            throw new InvalidAdoptionSourceException(
                $"{path} cannot be read as a SQLite file: {e.Message} Close the program that uses it, or put back a copy of the file.",
                e
            );
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    private static void Copy(string path, string copy)
    {
        using var source = ForeignFile.OpenRead(path);
        StorageException.Guard(
            $"copy {path} to",
            copy,
            () =>
            {
                using var target = DurableFile.CreateNew(copy);
                source.CopyTo(target, 1 << 20);
            }
        );
    }

    private static List<OlderEntry> ReadTable(string copy, string path, string? voiceId)
    {
        SqliteLibrary.Use();
        using var connection = new SqliteConnection(SqliteFiles.ReadWrite(copy));
        connection.Open();
        if (!connection.HasTable("cache_entries"))
        {
            throw new InvalidAdoptionSourceException(
                $"{path} has no table cache_entries: it is not the metadata of an older cache."
            );
        }

        using var command = connection.CreateCommand();
        command.CommandText = "SELECT * FROM cache_entries";
        using var reader = command.ExecuteReader();
        var names = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
        var entries = new List<OlderEntry>();
        while (reader.Read())
        {
            var fields = new OlderFields();
            for (var column = 0; column < names.Length; column++)
            {
                fields.Add(names[column], reader.IsDBNull(column) ? null : reader.GetValue(column));
            }
            entries.Add(OlderEntryReader.Read(fields, $"row {entries.Count + 1}", voiceId));
        }
        return entries;
    }
}
