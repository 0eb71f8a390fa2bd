using System.Diagnostics;
using CacheActors.Files;

namespace CacheActors.Tests.Files;

public sealed class CacheLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CacheFolder _cache;

    public CacheLockTests()
    {
        _cache = new CacheFolder(_folder.At("cache"));
        _cache.Create();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_owner_is_known_while_it_owns_the_cache_and_not_after()
    {
        CacheLock.OwnerPid(_cache).ShouldBeNull();

        using (CacheLock.Acquire(_cache))
        {
            CacheLock.OwnerPid(_cache).ShouldBe(Environment.ProcessId);
            Tool.Run("cat", _cache.LockPath).ShouldBe(Ascii($"{Environment.ProcessId}\n"));
        }

        CacheLock.OwnerPid(_cache).ShouldBeNull();
        File.Exists(_cache.LockPath).ShouldBeFalse();
        CacheLock.Acquire(_cache).Dispose();
    }

    [Fact]
    public void A_cache_has_one_owner_under_every_spelling_of_its_path()
    {
        Directory.CreateSymbolicLink(_folder.At("link"), _cache.Root);
        using var owner = CacheLock.Acquire(_cache);

        foreach (var path in (string[])[_cache.Root, _folder.At("link"), _folder.At("x", "..", "cache") + "/"])
        {
            var error = Should.Throw<CacheInUseException>(() => CacheLock.Acquire(new CacheFolder(path)));
            error.OwnerPid.ShouldBe(Environment.ProcessId);
        }
    }

    [Fact]
    public void Who_deletes_the_lock_file_does_not_become_owner()
    {
        using var owner = CacheLock.Acquire(_cache);
        File.Delete(_cache.LockPath);

        Should.Throw<CacheInUseException>(() => CacheLock.Acquire(_cache)).OwnerPid.ShouldBeNull();
    }

    [Fact]
    public void Another_process_that_owns_the_cache_is_named_and_its_death_frees_the_cache()
    {
        using var other = OtherOwner();

        Should.Throw<CacheInUseException>(() => CacheLock.Acquire(_cache)).OwnerPid.ShouldBe(other.Id);
        CacheLock.OwnerPid(_cache).ShouldBe(other.Id);

        other.Kill();
        other.WaitForExit();
        File.Exists(_cache.LockPath).ShouldBeTrue("a killed owner cleans up nothing");
        CacheLock.OwnerPid(_cache).ShouldBeNull();
        using var owner = CacheLock.Acquire(_cache);
        CacheLock.OwnerPid(_cache).ShouldBe(Environment.ProcessId);
    }

    [Fact]
    public void A_link_planted_as_lock_file_is_replaced_and_not_written_through()
    {
        var precious = _folder.Write("precious", [1, 2, 3]);
        File.CreateSymbolicLink(_cache.LockPath, precious);

        using (CacheLock.Acquire(_cache))
        {
            new FileInfo(_cache.LockPath).LinkTarget.ShouldBeNull();
        }

        File.ReadAllBytes(precious).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void What_is_wrong_with_the_folder_is_not_taken_for_an_owner()
    {
        Directory.CreateDirectory(_cache.LockPath);
        Should.Throw<StorageException>(() => CacheLock.Acquire(_cache)).Path.ShouldBe(_cache.LockPath);
        Directory.Delete(_cache.LockPath);
        CacheLock.Acquire(_cache).Dispose();

        var missing = new CacheFolder(_folder.At("missing"));
        CacheLock.OwnerPid(missing).ShouldBeNull();
        Should.Throw<StorageException>(() => CacheLock.Acquire(missing)).Message.ShouldContain("it does not exist");
    }

    /// <summary>A process of its own that owns the cache until it is killed.</summary>
    private Process OtherOwner()
    {
        const string Script = "exec 9<\"$1\" && flock -n 9 && echo $$ > \"$1/cache.lock\" && echo ready && read line";
        var start = new ProcessStartInfo("bash", ["-c", Script, "bash", _cache.Root])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start).ShouldNotBeNull();
        process.StandardOutput.ReadLine().ShouldBe("ready");
        return process;
    }

    private static byte[] Ascii(string text) => System.Text.Encoding.ASCII.GetBytes(text);
}
