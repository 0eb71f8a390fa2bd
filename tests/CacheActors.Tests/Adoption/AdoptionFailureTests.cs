using CacheActors.Tests.Files;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Adoption;

/// <summary>What cannot be taken over: one entry, or all of it.</summary>
public sealed class AdoptionFailureTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly OlderCacheFolder _older;

    public AdoptionFailureTests() => _older = new OlderCacheFolder(_temporary.At("older"));

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("list")]
    [InlineData("table")]
    public async Task Each_broken_entry_is_named_with_its_reason_and_the_others_go_on(string shape)
    {
        _older.AddWhole(20);
        _older.Write("good.wav", OlderCacheFolder.Wav(500));
        _older.Write("letter.wav", "This is a letter, not a sound."u8.ToArray());
        _older.Write("short.wav", new WavBytes { DataSize = 9_000_000 }.ToArray());
        _older.Write("empty.wav", []);
        _older.Write("song.wav", [.. "ID3"u8, .. new byte[100]]);
        _temporary.Write("outside.wav", OlderCacheFolder.Wav(501));
        Directory.CreateDirectory(_older.At("folder.wav"));
        File.CreateSymbolicLink(_older.At("link.wav"), _older.At("good.wav"));
        Directory.CreateSymbolicLink(_older.At("way"), _temporary.Path);
        Tool.Run("mkfifo", _older.At("pipe.wav"));
        string absent = new('a', 64);
        (string Name, string Reason, (string, object?)[] Fields)[] broken =
        [
            ("gone.wav", "missing", [("file", "gone.wav")]),
            ("letter.wav", "cannot be used", [("file", "letter.wav")]),
            ("short.wav", "cannot be used", [("file", "short.wav")]),
            ("empty.wav", "empty", [("file", "empty.wav")]),
            ("song.wav", "MP3", [("file", "song.wav")]),
            ("pipe.wav", "pipe", [("file", "pipe.wav")]),
            ("folder.wav", "is a folder", [("file", "folder.wav")]),
            ("link.wav", "is a link to", [("file", "link.wav")]),
            ("way/outside.wav", "is a link to", [("file", "way/outside.wav")]),
            ("../outside.wav", "is not in", [("file", "../outside.wav")]),
            ("/etc/hostname", "is not in", [("file", "/etc/hostname")]),
            (".", "is not in", [("file", ".")]),
            ("a\0b", "no name can have", [("file", "a\0b")]),
            ("key without a file", "names no file|name no file", [("key", "key without a file")]),
            (
                "size",
                "good.wav has 3,048 bytes, the metadata say 7",
                [("key", "size"), ("file", "good.wav"), ("size", 7L)]
            ),
            ("hash", $"the metadata say {absent}", [("key", "hash"), ("file", "good.wav"), ("sha256", absent)]),
            (
                "other hash",
                $"the metadata say {absent}",
                [("key", "other hash"), ("file", "good.wav"), ("hash", absent)]
            ),
            ("no hash", "64 hexadecimal digits", [("key", "no hash"), ("file", "good.wav"), ("sha256", "abc")]),
            (
                "time",
                "field createdAt|field created_at",
                [("key", "time"), ("file", "good.wav"), ("createdAt", "yesterday")]
            ),
            ("uses", "is -1, where a whole number", [("key", "uses"), ("file", "good.wav"), ("hits", -1L)]),
            ("rate", "not above 0", [("key", "rate"), ("file", "good.wav"), ("rate", 0L)]),
            ("pin", "where true or false", [("key", "pin"), ("file", "good.wav"), ("pinned", "perhaps")]),
        ];
        foreach (var (_, _, fields) in broken)
        {
            _older.Add(fields);
        }
        var metadata = _older.WriteMetadata(shape);
        await using var cache = await OpenAsync();

        var report = await cache.AdoptAsync(new AdoptionRequest(metadata));

        report.Adopted.ShouldBe(20);
        report.Failures.Select(failure => failure.Name).ShouldBe(broken.Select(entry => entry.Name));
        foreach (var (failure, (name, reason, _)) in report.Failures.Zip(broken))
        {
            reason.Split('|').ShouldContain(part => failure.Reason.Contains(part), $"{name}: {failure.Reason}");
        }
        Directory.GetFiles(_temporary.At("cache", "audio"), "*", SearchOption.AllDirectories).Length.ShouldBe(20);
        Directory.GetFiles(_temporary.At("cache", "staging")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_no_entry_at_all_is_named_by_its_place()
    {
        _older.Write(
            "metadata.json",
            """[17, {"bookId": {"id": 4}, "file": "x.wav"}, {}, {"text": "\ud800", "key": "half"}]"""u8.ToArray()
        );
        await using var cache = await OpenAsync();

        var report = await cache.AdoptAsync(new AdoptionRequest(_older.Path));

        report.Failures.Select(failure => failure.Name).ShouldBe(["entry 1", "x.wav", "entry 3", "entry 4"]);
        report.Failures[0].Reason.ShouldContain("not a JSON object");
        report.Failures[3].Reason.ShouldContain("not Unicode");
        report.Failures[1].Reason.ShouldContain("bookId is a JSON object");
    }

    [Fact]
    public async Task Of_two_entries_with_one_key_the_second_is_skipped()
    {
        _older.Write("one.wav", OlderCacheFolder.Wav(1));
        _older.Write("two.wav", OlderCacheFolder.Wav(2));
        _older
            .Add(("file", "one.wav"), ("voiceId", "v"), ("text", "Same."))
            .Add(("file", "two.wav"), ("voiceId", "v"), ("text", "Same."))
            .WriteMetadata("list");
        await using var cache = await OpenAsync();

        var report = await cache.AdoptAsync(new AdoptionRequest(_older.Path));

        (report.Adopted, report.Skipped, report.Failures.Count).ShouldBe((1, 1, 0));
        Directory.GetFiles(_temporary.At("cache", "staging")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("nothing.json", "does not exist")]
    [InlineData("letter.txt", "neither a SQLite file nor JSON")]
    [InlineData("deep.json", "neither a SQLite file nor JSON")]
    [InlineData("number.json", "holds no entries")]
    [InlineData("version.json", "holds no entries")]
    [InlineData("other.db", "no table cache_entries")]
    [InlineData("damaged.db", "cannot be read as a SQLite file")]
    [InlineData("empty", "holds no metadata")]
    [InlineData("", "Name the right one")]
    [InlineData("../cache", "part of the cache")]
    [InlineData("../cache/views.db", "part of the cache")]
    public async Task A_source_that_is_no_older_cache_is_refused_by_name(string source, string reason)
    {
        _older.Write("letter.txt", "Dear reader"u8.ToArray());
        _older.Write("deep.json", [.. Enumerable.Repeat((byte)'[', 100_000)]);
        _older.Write("number.json", "17"u8.ToArray());
        _older.Write("version.json", """{"version": 3}"""u8.ToArray());
        _older.Write("damaged.db", [.. "SQLite format 3\0"u8, .. new byte[5000]]);
        Directory.CreateDirectory(_older.At("empty"));
        Support.JournalFile.Execute(_older.At("other.db"), "CREATE TABLE others (a)");
        await using var cache = await OpenAsync();

        var refused = await Should.ThrowAsync<InvalidAdoptionSourceException>(
            cache.AdoptAsync(new AdoptionRequest(_older.At(source)))
        );

        refused.Message.ShouldContain(reason);
        refused.Message.ShouldContain(Path.TrimEndingDirectorySeparator(Path.GetFullPath(_older.At(source))));
    }

    [Fact]
    public async Task No_source_is_a_mistake_of_the_caller()
    {
        await using var cache = await OpenAsync();

        await Should.ThrowAsync<ArgumentException>(cache.AdoptAsync(new AdoptionRequest(" ")));
    }

    private Task<AudioCache> OpenAsync() =>
        AudioCache.OpenAsync(
            new CacheActorsOptions { Folder = _temporary.At("cache"), Compression = { Automatic = false } }
        );
}
