using CacheActors.Domain.Entries;
using CacheActors.Files;
using Shouldly;

namespace CacheActors.Tests.Reconciliation;

/// <summary>Damages a cache in every way that a person with a shell can think of, each entry at most once.</summary>
internal sealed class Vandal(FilledCache cache, Random random)
{
    private readonly Queue<EntryKey> _untouched = new(cache.Keys);

    /// <summary>Entries that are as they were.</summary>
    public IReadOnlyCollection<EntryKey> Untouched => _untouched;

    public IReadOnlyList<Damage> Do(int count) => [.. Enumerable.Range(0, count).Select(_ => Do())];

    private Damage Do() =>
        random.Next(20) switch
        {
            0 => Delete(),
            1 => Truncate(),
            2 => FlipByte(),
            3 => Rename("copy of {0}", "to a name of nobody"),
            4 => Rename("../{0}", "to the folder above"),
            5 => Rename("../zz/{0}", "to a folder of nobody"),
            6 => RenameToOtherKey(),
            7 => MoveToWrongFolder(),
            8 or 9 => Swap(),
            10 => ReplaceByAnother(),
            11 => ChangeExtension(),
            12 => Add("orphan", cache.NewWav(), CheckAdoptedAsync),
            13 => Add("half an orphan", cache.NewWav()[..^300], CheckSetAsideAsync),
            14 => AddStray("garbage", "garbage {0}.tmp", "nothing of ours"u8.ToArray()),
            15 => AddStray("audio under a strange name", "My Voice {0}.wav", cache.NewWav()),
            16 => AddOrphanInWrongFolder(),
            17 => AddLink(),
            18 => AddStaged(),
            _ => EditView(),
        };

    private Damage Delete()
    {
        var (key, path) = Next();
        File.Delete(path);
        return new Damage("delete", [key], [path], () => CheckMissingAsync(key));
    }

    private Damage Truncate()
    {
        var (key, path) = Next();
        var left = File.ReadAllBytes(path)[..^random.Next(1, 300)];
        File.WriteAllBytes(path, left);
        return new Damage("truncate", [key], [path], () => CheckMissingAsync(key, left));
    }

    private Damage FlipByte()
    {
        var (key, path) = Next();
        var content = File.ReadAllBytes(path);
        content[random.Next(content.Length)] ^= (byte)(1 << random.Next(8));
        File.WriteAllBytes(path, content);
        return new Damage("flip a byte", [key], [path], () => CheckMissingAsync(key, content));
    }

    private Damage Rename(string pattern, string name)
    {
        var (key, path) = Next();
        var content = File.ReadAllBytes(path);
        var folder = Path.GetDirectoryName(path)!;
        var to = Path.GetFullPath(Path.Combine(folder, string.Format(null, pattern, Path.GetFileName(path))));
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Move(path, to);
        return new Damage($"rename {name}", [key], [path, to], () => CheckRestoredAsync(path, content, to));
    }

    private Damage RenameToOtherKey()
    {
        var (key, path) = Next();
        var content = File.ReadAllBytes(path);
        var other = cache.NewKey();
        var to = Place(other, CacheFolder.FormatOf(path));
        File.Move(path, to);
        return new Damage(
            "rename to another key",
            [key, other],
            [path, to],
            async () =>
            {
                await CheckRestoredAsync(path, content);
                (await cache.StateAsync(other)).ShouldBeAssignableTo<EntryState.Held>();
            }
        );
    }

    private Damage MoveToWrongFolder()
    {
        var (key, path) = Next();
        var content = File.ReadAllBytes(path);
        var folder = Path.Combine(cache.Folder.AudioFolder, key.Folder == "00" ? "01" : "00");
        Directory.CreateDirectory(folder);
        var to = Path.Combine(folder, Path.GetFileName(path));
        File.Move(path, to);
        return new Damage("move to the wrong folder", [key], [path, to], () => CheckRestoredAsync(path, content, to));
    }

    private Damage Swap()
    {
        var (first, path) = Next();
        var (second, other) = Next();
        // An M4A under a WAV's name is no swap, but two broken files.
        while (Path.GetExtension(other) != Path.GetExtension(path))
        {
            _untouched.Enqueue(second);
            (second, other) = Next();
        }
        var (content, otherContent) = (File.ReadAllBytes(path), File.ReadAllBytes(other));
        File.WriteAllBytes(path, otherContent);
        File.WriteAllBytes(other, content);
        return new Damage(
            "swap",
            [first, second],
            [path, other],
            async () =>
            {
                await CheckRestoredAsync(path, content);
                await CheckRestoredAsync(other, otherContent);
            }
        );
    }

    private Damage ReplaceByAnother()
    {
        var (key, path) = Next();
        var content = path.EndsWith(".wav", StringComparison.Ordinal) ? cache.NewWav() : cache.NewM4a();
        // Another size, and whole.
        content = path.EndsWith(".wav", StringComparison.Ordinal)
            ? Support.ToneSynthesizer.Wav(TimeSpan.FromMilliseconds(40 + random.Next(200)))
            : content;
        var before = new FileInfo(path).Length;
        File.WriteAllBytes(path, content);
        return new Damage(
            "replace by another",
            [key],
            [path],
            () => content.Length == before ? CheckMissingAsync(key, content) : CheckTakenAsync(key, path, content)
        );
    }

    private Damage ChangeExtension()
    {
        var (key, path) = Next();
        var content = File.ReadAllBytes(path);
        var to = Path.ChangeExtension(path, path.EndsWith(".wav", StringComparison.Ordinal) ? ".m4a" : ".wav");
        File.Move(path, to);
        return new Damage("change the extension", [key], [path], () => CheckRestoredAsync(path, content));
    }

    private Damage Add(string name, byte[] content, Func<EntryKey, byte[], Task> check)
    {
        var key = cache.NewKey();
        var path = Place(key, AudioFormat.Wav);
        File.WriteAllBytes(path, content);
        // Half a file leaves no entry, so there is no history that could tell.
        return new Damage(name, check == CheckAdoptedAsync ? [key] : [], [path], () => check(key, content));
    }

    private Damage AddStray(string name, string pattern, byte[] content)
    {
        var path = Path.Combine(
            cache.Folder.AudioFolder,
            random.Next(256).ToString("x2", null),
            string.Format(null, pattern, random.Next())
        );
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return new Damage(name, [], [path], () => CheckGoneAsync(path, content));
    }

    private Damage AddOrphanInWrongFolder()
    {
        var (key, content) = (cache.NewKey(), cache.NewWav());
        var folder = Path.Combine(cache.Folder.AudioFolder, key.Folder == "00" ? "01" : "00");
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{key}.wav");
        File.WriteAllBytes(path, content);
        return new Damage(
            "orphan in the wrong folder",
            [key],
            [path],
            async () =>
            {
                await CheckAdoptedAsync(key, content);
                await CheckGoneAsync(path, content);
            }
        );
    }

    private Damage AddLink()
    {
        var key = cache.NewKey();
        var path = random.Next(2) == 0 ? Place(key, AudioFormat.Wav) : Path.Combine(cache.Folder.AudioFolder, $"{key}");
        File.CreateSymbolicLink(path, "/etc/hostname");
        return new Damage(
            "link",
            [],
            [path],
            () =>
            {
                new FileInfo(path).LinkTarget.ShouldBeNull();
                File.Exists("/etc/hostname").ShouldBeTrue();
                return Task.CompletedTask;
            }
        );
    }

    private Damage AddStaged()
    {
        var content = cache.NewWav();
        var path = Path.Combine(cache.Folder.StagingFolder, $"left behind {random.Next()}.part");
        File.WriteAllBytes(path, content);
        return new Damage("left in staging", [], [path], () => CheckGoneAsync(path, content));
    }

    private Damage EditView()
    {
        var (key, path) = Next();
        var content = File.ReadAllBytes(path);
        cache.EditViews(
            random.Next(4) switch
            {
                0 => $"UPDATE cache_entries SET size_bytes = size_bytes + 1 WHERE key = '{key}'",
                1 => $"UPDATE cache_entries SET state = 'missing' WHERE key = '{key}'",
                2 => $"UPDATE cache_entries SET state = 'no such state' WHERE key = '{key}'",
                _ => $"DELETE FROM cache_entries WHERE key = '{key}'",
            }
        );
        return new Damage(
            "edit a row of the view",
            [],
            [path],
            async () =>
            {
                File.ReadAllBytes(path).ShouldBe(content);
                (await cache.Cache.Reader.FindAsync(key)).ShouldNotBeNull().SizeBytes.ShouldBe(content.Length);
            }
        );
    }

    private (EntryKey Key, string Path) Next()
    {
        var key = _untouched.Dequeue();
        return (key, cache.PathOf(key));
    }

    private string Place(EntryKey key, AudioFormat format)
    {
        var path = cache.Folder.AudioPath(key, format);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    private async Task CheckMissingAsync(EntryKey key, byte[]? bad = null)
    {
        (await cache.StateAsync(key)).ShouldBeOfType<EntryState.Missing>();
        (await cache.Cache.Reader.FindAsync(key)).ShouldNotBeNull().State.ShouldBe("missing");
        File.Exists(cache.Folder.AudioPath(key, AudioFormat.Wav)).ShouldBeFalse();
        File.Exists(cache.Folder.AudioPath(key, AudioFormat.M4a)).ShouldBeFalse();
        if (bad is not null)
        {
            CheckIsQuarantined(bad);
        }
    }

    private async Task CheckRestoredAsync(string path, byte[] content, string? stray = null)
    {
        (await File.ReadAllBytesAsync(path)).ShouldBe(content);
        EntryKey.TryParse(Path.GetFileNameWithoutExtension(path), out var key).ShouldBeTrue();
        var held = (await cache.StateAsync(key!)).ShouldBeAssignableTo<EntryState.Held>().ShouldNotBeNull();
        held.Sha256().ShouldBe(FilledCache.Sha256(content));
        if (stray is not null)
        {
            await CheckGoneAsync(stray, content);
        }
    }

    private async Task CheckTakenAsync(EntryKey key, string path, byte[] content)
    {
        (await File.ReadAllBytesAsync(path)).ShouldBe(content);
        var held = (await cache.StateAsync(key)).ShouldBeAssignableTo<EntryState.Held>().ShouldNotBeNull();
        held.Sha256().ShouldBe(FilledCache.Sha256(content));
    }

    private async Task CheckAdoptedAsync(EntryKey key, byte[] content)
    {
        var path = cache.Folder.AudioPath(key, AudioFormat.Wav);
        await CheckTakenAsync(key, path, content);
        (await cache.Cache.Reader.FindAsync(key)).ShouldNotBeNull().Origin.ShouldBe(EntryOrigin.Adopted);
    }

    private async Task CheckSetAsideAsync(EntryKey key, byte[] content)
    {
        (await cache.Cache.Reader.FindAsync(key)).ShouldBeNull();
        await CheckGoneAsync(cache.Folder.AudioPath(key, AudioFormat.Wav), content);
    }

    private Task CheckGoneAsync(string path, byte[] content)
    {
        File.Exists(path).ShouldBeFalse();
        CheckIsQuarantined(content);
        return Task.CompletedTask;
    }

    private void CheckIsQuarantined(byte[] content)
    {
        var found = cache.Quarantined().Where(path => new FileInfo(path).Length == content.Length);
        found.Select(File.ReadAllBytes).Any(content.SequenceEqual).ShouldBeTrue("it should be in quarantine");
    }
}
