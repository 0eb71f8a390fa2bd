using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using CacheActors.Audit;
using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Journal;
using CacheActors.Views;
using Microsoft.Data.Sqlite;

namespace CacheActors.Benchmarks;

/// <summary>
/// A cache of as many entries as wanted, made without speaking or compressing: the journal's rows by prepared inserts, the
/// views by the cache's own projection. Entry 0 was used least recently. Sizes and hashes are those of <see cref="Content"/>,
/// whether the file is there or not.
/// </summary>
internal sealed class LargeCache : IDisposable
{
    public const long BudgetBytes = 1_000_000_000_000;

    /// <summary>Events of an entry that was made, compressed and used.</summary>
    public const int LifeEvents = 4;

    private const int HeaderBytes = 44;
    private const int RowsPerTransaction = 10_000;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<int, LargeCache> Shared = [];

    private readonly bool _lives;
    private readonly int _fileBytes;

    private LargeCache(string root, int entries, int wavs, bool lives, int fileBytes)
    {
        _lives = lives;
        _fileBytes = fileBytes;
        Root = root;
        Entries = entries;
        Wavs = wavs;
        Folder = new CacheFolder(Path.Combine(root, "cache"));
    }

    public CacheFolder Folder { get; }

    public int Entries { get; }

    public int Wavs { get; }

    private string Root { get; }

    /// <summary>Makes one, for the caller to change and to delete.</summary>
    /// <param name="entries">How many entries.</param>
    /// <param name="wavs">How many of them are WAVs that wait for compression, from the first on; the others are M4As.</param>
    /// <param name="root">Gets the folder <c>cache</c>; null: a temporary folder.</param>
    /// <param name="lives">Gives each entry the <see cref="LifeEvents"/> of an ordinary life instead of one: stored as a WAV, granted, compressed, used.</param>
    /// <param name="fileBytes">Size of each file.</param>
    public static async Task<LargeCache> CreateAsync(
        int entries,
        int wavs = 0,
        string? root = null,
        bool lives = false,
        int fileBytes = 1_000
    )
    {
        root ??= Directory.CreateTempSubdirectory("cacheactors-large-").FullName;
        var cache = new LargeCache(root, entries, wavs, lives, fileBytes);
        await cache.CreateJournalAsync();
        cache.WriteJournal();
        cache.Seal();
        using var runner = new ProjectionRunner(cache.Folder.JournalPath, cache.Folder.ViewsPath);
        runner.CatchUp();
        return cache;
    }

    /// <summary>Makes one, or gives the one that this run has already. One entry in ten waits for compression.</summary>
    public static async Task<LargeCache> SharedAsync(int entries)
    {
        if (!Shared.TryGetValue(entries, out var cache))
        {
            Shared[entries] = cache = await CreateAsync(entries, entries / 10);
        }
        return cache;
    }

    /// <summary>Deletes what <see cref="SharedAsync"/> made.</summary>
    public static void DisposeShared()
    {
        foreach (var cache in Shared.Values)
        {
            cache.Dispose();
        }
        Shared.Clear();
    }

    public static EntryKey KeyOf(int entry) => EntryKey.For("voice", $"Segment {entry}.", 1);

    /// <summary>A WAV, other than every other's.</summary>
    public byte[] Content(int entry)
    {
        const int rate = 22_050;
        var samples = (_fileBytes - HeaderBytes) / 2;
        var wav = new byte[HeaderBytes + samples * 2];
        "RIFF"u8.CopyTo(wav);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(4), wav.Length - 8);
        "WAVEfmt "u8.CopyTo(wav.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(24), rate);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(28), rate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(34), 16);
        "data"u8.CopyTo(wav.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(40), samples * 2);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(HeaderBytes), entry);
        return wav;
    }

    public AudioFormat FormatOf(int entry) => entry < Wavs ? AudioFormat.Wav : AudioFormat.M4a;

    /// <summary>Nothing by itself: most of the files are not there.</summary>
    public CacheActorsOptions Options() => OptionsOf(Folder.Root);

    /// <inheritdoc cref="Options"/>
    public static CacheActorsOptions OptionsOf(string folder) =>
        new()
        {
            Folder = folder,
            Budget = { MaxBytes = BudgetBytes },
            Reconciliation = { Automatic = false },
            Backup = { Interval = null },
        };

    /// <summary>Puts the files of the first so many entries on the disk, blocks and all; the others have none.</summary>
    public void WriteFiles(int count)
    {
        for (var entry = 0; entry < count; entry++)
        {
            var path = PathOf(entry);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, Content(entry));
        }
        using var sync = Process.Start("sync");
        sync.WaitForExit();
    }

    /// <summary>Where an entry's file is, or was.</summary>
    public string PathOf(int entry) => Folder.AudioPath(KeyOf(entry), FormatOf(entry));

    public void Dispose() => Directory.Delete(Root, recursive: true);

    // As a cache that had journaled all this would have it.
    private void Seal()
    {
        AuditDatabase.Begin(Folder.AuditPath, new SealBegin(Start, SealReason.NewJournal, 0));
        using var sealer = JournalSealer.Open(Folder, TimeProvider.System, (_, e) => throw e);
        sealer.SealAll();
    }

    // The tables are the actor runtime's business: the first entry is stored in the ordinary way.
    private async Task CreateJournalAsync()
    {
        var first = Path.Combine(Root, "first.wav");
        await File.WriteAllBytesAsync(first, Content(-1));
        var options = Options();
        options.Compression.Automatic = false;
        CachedAudio stored;
        await using (var cache = await AudioCache.OpenAsync(options))
        {
            stored = await cache.ImportAsync(new ImportRequest(first, "voice"));
        }
        using var journal = OpenJournal();
        Execute(journal, "DELETE FROM journal");
        File.Delete(Folder.ViewsPath);
        File.Delete(Folder.AudioPath(stored.Key, AudioFormat.Wav));
        File.Delete(first);
    }

    private void WriteJournal()
    {
        using var journal = OpenJournal();
        // Made once, to be measured later: no power cut matters, and random inserts into the index want memory.
        Execute(journal, "PRAGMA synchronous = OFF; PRAGMA cache_size = -500000");
        using var insert = journal.CreateCommand();
        insert.CommandText =
            "INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid) "
            + "VALUES ($created, 0, $id, $number, $message, $manifest, 1100, 'large-cache')";
        var created = insert.Parameters.Add("$created", SqliteType.Integer);
        var id = insert.Parameters.Add("$id", SqliteType.Text);
        var number = insert.Parameters.Add("$number", SqliteType.Integer);
        var message = insert.Parameters.Add("$message", SqliteType.Blob);
        var manifest = insert.Parameters.Add("$manifest", SqliteType.Text);
        foreach (var chunk in Enumerable.Range(0, Entries).Chunk(RowsPerTransaction))
        {
            using var transaction = journal.BeginTransaction();
            insert.Transaction = transaction;
            // As in life the events of one entry are not neighbours.
            for (var i = 1; i <= (_lives ? LifeEvents : 1); i++)
            {
                foreach (var entry in chunk)
                {
                    var entryEvent = Event(entry, i);
                    created.Value = entryEvent.At.UtcTicks;
                    id.Value = EntryPersistenceId.Of(KeyOf(entry));
                    number.Value = i;
                    message.Value = EntryEventFormat.ToBytes(entryEvent);
                    manifest.Value = EntryEventFormat.Manifest(entryEvent);
                    insert.ExecuteNonQuery();
                }
            }
            transaction.Commit();
        }
    }

    private EntryEvent Event(int entry, int number)
    {
        var at = Start.AddSeconds(entry + number);
        return number switch
        {
            1 => Stored(entry),
            2 => new EntryEvent.CompressionStarted(1, "large-cache", at),
            3 => new EntryEvent.Compressed(1, 100, Sha256(Content(-1 - entry)), "aac", 48_000, at),
            _ => new EntryEvent.Accessed(1, at, at),
        };
    }

    private EntryEvent.Synthesized Stored(int entry)
    {
        var content = Content(entry);
        return new EntryEvent.Synthesized(
            content.Length,
            Sha256(content),
            DurationMs: 22,
            $"book-{entry / 1000}",
            "voice",
            ChapterIndex: entry % 1000 / 50,
            SegmentIndex: entry % 50,
            EngineType: null,
            EntryOrigin.Imported,
            Start.AddSeconds(entry)
        )
        {
            Format = _lives ? AudioFormat.Wav : FormatOf(entry),
        };
    }

    private static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private SqliteConnection OpenJournal()
    {
        SqliteLibrary.Use();
        var connection = new SqliteConnection($"Data Source={Folder.JournalPath};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
