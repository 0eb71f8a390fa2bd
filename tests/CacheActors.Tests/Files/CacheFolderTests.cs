using CacheActors.Domain.Entries;
using CacheActors.Files;

namespace CacheActors.Tests.Files;

public sealed class CacheFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_cache_is_for_its_user_only()
    {
        var cache = new CacheFolder(_folder.At("deep", "cache"));

        cache.Create();

        string[] folders = [cache.Root, cache.StagingFolder, cache.QuarantineFolder];
        foreach (var folder in (string[])[.. folders, Path.Combine(cache.Root, "audio")])
        {
            File.GetUnixFileMode(folder)
                .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, folder);
        }
    }

    [Fact]
    public void Creating_a_cache_again_changes_nothing()
    {
        var cache = new CacheFolder(_folder.Path);
        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead;
        cache.Create();
        File.SetUnixFileMode(_folder.Path, mode);
        File.WriteAllText(Path.Combine(cache.StagingFolder, "a"), "a");

        cache.Create();

        File.GetUnixFileMode(_folder.Path).ShouldBe(mode);
        File.Exists(Path.Combine(cache.StagingFolder, "a")).ShouldBeTrue();
    }

    [Fact]
    public void An_entry_has_one_place_for_each_format_inside_the_cache()
    {
        var cache = new CacheFolder(Path.Combine(_folder.Path, ".", "x", ".."));
        var key = EntryKey.For("en", "Ten green bottles.", 1);

        cache.AudioPath(key, AudioFormat.Wav).ShouldBe(_folder.At("audio", key.Folder, $"{key}.wav"));
        cache.AudioPath(key, AudioFormat.M4a).ShouldBe(_folder.At("audio", key.Folder, $"{key}.m4a"));
    }

    [Theory]
    [InlineData("taken", "taken")]
    [InlineData("taken/deep/cache", "taken/deep/cache")]
    [InlineData("", "audio")]
    public void A_file_in_the_way_is_named_with_what_to_do(string root, string failing)
    {
        var file = _folder.Write(failing.Split('/')[0], []);

        var error = Should.Throw<StorageException>(() => new CacheFolder(_folder.At(root)).Create());

        error.Path.ShouldBe(_folder.At(failing));
        error.Message.ShouldBe(
            $"Cannot use the folder {error.Path}: {file} is a file. Move that file away, or choose another folder."
        );
        error.DiskFull.ShouldBeFalse();
    }

    [Fact]
    public void A_folder_that_may_not_be_written_is_named_with_what_to_do()
    {
        // Not even root creates folders there; without root it lacks the right, in some containers it is read-only.
        var error = Should.Throw<StorageException>(() => new CacheFolder("/sys/cache").Create());

        error.Path.ShouldBe("/sys/cache");
        error.Reason.ShouldBeOneOf("no permission", "the file system is read-only");
        error.Hint.ShouldEndWith("or choose another folder.");
    }
}
