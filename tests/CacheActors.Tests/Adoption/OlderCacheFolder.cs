using System.Security.Cryptography;
using System.Text.Json;
using CacheActors.Journal;
using CacheActors.Tests.Files;
using Microsoft.Data.Sqlite;

namespace CacheActors.Tests.Adoption;

/// <summary>An older cache as its app left it: files, and what it noted of them.</summary>
internal sealed class OlderCacheFolder
{
    private static readonly DateTime Written = new(2021, 2, 3, 4, 5, 6, DateTimeKind.Utc);

    public OlderCacheFolder(string path)
    {
        Path = path;
        Directory.CreateDirectory(path);
    }

    public string Path { get; }

    /// <summary>Fields by the names that JSON has; SQLite has them with underscores.</summary>
    public List<Dictionary<string, object?>> Rows { get; } = [];

    public static string Text(int number) => $"Sentence number {number}.";

    public static double Rate(int number) => number % 3 == 0 ? 1.25 : 1;

    public static DateTimeOffset Created(int number) =>
        new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(number);

    public static byte[] Wav(int number, int bytes = 2000) =>
        new WavBytes { Data = [.. BitConverter.GetBytes(number), .. new byte[bytes + (2 * number)]] }.ToArray();

    public string At(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, byte[] bytes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(name))!);
        File.WriteAllBytes(At(name), bytes);
        return At(name);
    }

    /// <summary>Entries with everything an app can know of them.</summary>
    public OlderCacheFolder AddWhole(int count, int bytes = 2000)
    {
        for (var number = 0; number < count; number++)
        {
            var wav = Wav(number, bytes);
            Write($"files/{number % 7}/{number}.wav", wav);
            Rows.Add(
                new()
                {
                    ["key"] = $"Old Key {number}",
                    ["filePath"] = $"files/{number % 7}/{number}.wav",
                    ["sizeBytes"] = (long)wav.Length,
                    ["sha256"] = Convert.ToHexString(SHA256.HashData(wav)),
                    ["text"] = Text(number),
                    ["playbackRate"] = Rate(number),
                    ["voiceId"] = "en-us",
                    ["bookId"] = "moby",
                    ["chapterIndex"] = (long)(number / 10),
                    ["segmentIndex"] = (long)(number % 10),
                    ["engineType"] = "old-engine",
                    ["durationMs"] = 1L, // not true: the file decides
                    ["createdAt"] = Created(number).ToString("O"),
                    ["lastAccessedAt"] = Created(number).AddDays(30).ToUnixTimeMilliseconds(),
                    ["accessCount"] = (long)number,
                    ["pinned"] = number % 5 == 0 ? 1L : 0L,
                    ["somethingElse"] = "ignored",
                }
            );
        }
        return this;
    }

    /// <summary>One more entry; its file, if any, has been written.</summary>
    public OlderCacheFolder Add(params (string Name, object? Value)[] fields)
    {
        Rows.Add(fields.ToDictionary(field => field.Name, field => field.Value));
        return this;
    }

    public string WriteMetadata(string shape) =>
        shape switch
        {
            "list" => WriteJson(Rows),
            "entries" => WriteJson(new { Version = 3, Entries = Rows }),
            "entries by key" => WriteJson(new { entries = ByKey().ToDictionary() }),
            "by key" => WriteJson(ByKey().Append(new("version", 3)).ToDictionary()),
            "table" => WriteSqlite(),
            _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, null),
        };

    public string WriteJson(object metadata) => Write("metadata.json", JsonSerializer.SerializeToUtf8Bytes(metadata));

    public string WriteSqlite(string name = "metadata.db")
    {
        SqliteLibrary.Use();
        using var connection = new SqliteConnection($"Data Source={At(name)};Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        var columns = Rows.SelectMany(row => row.Keys).Distinct().ToList();
        command.CommandText = $"CREATE TABLE cache_entries ({string.Join(", ", columns.Select(Snake))})";
        command.ExecuteNonQuery();
        foreach (var row in Rows)
        {
            command.CommandText =
                $"INSERT INTO cache_entries VALUES ({string.Join(", ", columns.Select((_, i) => $"${i}"))})";
            command.Parameters.Clear();
            for (var i = 0; i < columns.Count; i++)
            {
                command.Parameters.AddWithValue($"${i}", row.GetValueOrDefault(columns[i]) ?? DBNull.Value);
            }
            command.ExecuteNonQuery();
        }
        transaction.Commit();
        return At(name);
    }

    /// <summary>Every file and folder with its content, its mode and its times. The next read would change a time of access, and so be seen.</summary>
    public IReadOnlyList<string> Freeze()
    {
        var contents = Contents();
        foreach (var path in All())
        {
            File.SetLastWriteTimeUtc(path, Written);
            File.SetLastAccessTimeUtc(path, Written.AddDays(-1));
        }
        return [.. Times(), .. contents];
    }

    /// <inheritdoc cref="Freeze"/>
    public IReadOnlyList<string> Look() => [.. Times(), .. Contents()];

    private IEnumerable<KeyValuePair<string, object?>> ByKey() =>
        Rows.Select(row =>
            KeyValuePair.Create((string)row["key"]!, (object?)row.Where(field => field.Key != "key").ToDictionary())
        );

    private static string Snake(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{c}"));

    private IEnumerable<string> All() =>
        Directory.EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    // A folder's time of access changes when it is looked through, here too.
    private List<string> Times() =>
        [
            .. All()
                .Select(path => new FileInfo(path))
                .Select(file =>
                    $"{file.FullName} {file.LastWriteTimeUtc:O} {file.UnixFileMode} {(file.Exists ? file.LastAccessTimeUtc.ToString("O") : "")}"
                ),
        ];

    private List<string> Contents() =>
        [
            .. All()
                .Where(File.Exists)
                .Select(path => $"{path} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}"),
        ];
}
