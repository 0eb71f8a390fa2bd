using CacheActors.Files;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Files;

/// <summary>Whether somebody was in the audio folders since the cache was closed.</summary>
public sealed class FolderTimesTests : IDisposable
{
    private const long JournalEnd = 4711;

    private readonly TemporaryFolder _temporary = new();
    private readonly CacheFolder _folder;
    private readonly FolderTimes _times;

    public FolderTimesTests()
    {
        _folder = new CacheFolder(_temporary.At("cache"));
        _folder.Create();
        foreach (var name in (string[])["00", "7f", "ff"])
        {
            Directory.CreateDirectory(Audio(name));
            File.WriteAllText(Audio(name, "key.wav"), "some audio");
        }
        _times = new FolderTimes(_folder);
    }

    public static TheoryData<string> Changes() =>
        ["added", "deleted", "renamed", "moved", "added folder", "deleted folder", "added beside the folders"];

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Folders_that_nobody_touched_are_as_they_were_left_and_the_note_counts_once()
    {
        _times.Leave(JournalEnd);
        Directory.GetFileSystemEntries(_folder.StagingFolder).ShouldBeEmpty();

        _times.Take(JournalEnd).ShouldBeTrue();

        File.Exists(_folder.FolderTimesPath).ShouldBeFalse("after a crash there must be none");
        _times.Take(JournalEnd).ShouldBeFalse();
    }

    [Fact]
    public void A_note_that_is_left_right_after_a_change_counts_that_change()
    {
        for (var i = 0; i < 20; i++)
        {
            File.WriteAllText(Audio("7f", $"{i}.wav"), "more");

            _times.Leave(JournalEnd);

            _times.Take(JournalEnd).ShouldBeTrue();
        }
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Whoever_adds_removes_or_renames_something_is_noticed(string change)
    {
        _times.Leave(JournalEnd);

        switch (change)
        {
            case "added":
                File.WriteAllText(Audio("7f", "another.wav"), "");
                break;
            case "deleted":
                File.Delete(Audio("7f", "key.wav"));
                break;
            case "renamed":
                File.Move(Audio("7f", "key.wav"), Audio("7f", "other.wav"));
                break;
            case "moved":
                File.Move(Audio("7f", "key.wav"), Audio("ff", "other.wav"));
                break;
            case "added folder":
                Directory.CreateDirectory(Audio("80"));
                break;
            case "deleted folder":
                Directory.Delete(Audio("ff"), recursive: true);
                break;
            case "added beside the folders":
                File.WriteAllText(Audio("stray.wav"), "");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(change), change, null);
        }

        _times.Take(JournalEnd).ShouldBeFalse();
    }

    [Fact]
    public void A_file_that_is_put_back_at_once_is_noticed_all_the_same()
    {
        _times.Leave(JournalEnd);

        File.Move(Audio("7f", "key.wav"), Audio("7f", "other.wav"));
        File.Move(Audio("7f", "other.wav"), Audio("7f", "key.wav"));

        _times.Take(JournalEnd).ShouldBeFalse();
    }

    [Fact]
    public void A_file_that_is_changed_in_place_is_not_noticed()
    {
        _times.Leave(JournalEnd);

        File.AppendAllText(Audio("7f", "key.wav"), "garbage");

        _times.Take(JournalEnd).ShouldBeTrue("that is for the runs of the interval to find");
    }

    [Theory]
    [InlineData(JournalEnd + 1)]
    [InlineData(JournalEnd - 1)]
    public void A_journal_of_another_end_is_not_as_it_was_left(long end)
    {
        _times.Leave(JournalEnd);

        _times.Take(end).ShouldBeFalse();
    }

    [Fact]
    public void A_note_that_was_damaged_does_not_count()
    {
        _times.Leave(JournalEnd);
        var whole = File.ReadAllBytes(_folder.FolderTimesPath);
        for (var i = 0; i < whole.Length; i++)
        {
            var damaged = whole.ToArray();
            damaged[i] ^= 1;
            File.WriteAllBytes(_folder.FolderTimesPath, damaged);
            _times.Take(JournalEnd).ShouldBeFalse($"byte {i} was another one");
            File.WriteAllBytes(_folder.FolderTimesPath, whole[..i]);
            _times.Take(JournalEnd).ShouldBeFalse($"it was cut off after {i} bytes");
        }

        File.WriteAllBytes(_folder.FolderTimesPath, whole);
        _times.Take(JournalEnd).ShouldBeTrue();
    }

    [Fact]
    public void A_note_that_is_a_link_is_not_followed()
    {
        _times.Leave(JournalEnd);
        var elsewhere = _temporary.At("elsewhere");
        File.Move(_folder.FolderTimesPath, elsewhere);
        File.CreateSymbolicLink(_folder.FolderTimesPath, elsewhere);

        _times.Take(JournalEnd).ShouldBeFalse();

        File.Exists(elsewhere).ShouldBeTrue();
        new FileInfo(_folder.FolderTimesPath).LinkTarget.ShouldBeNull();
    }

    private string Audio(params string[] names) => Path.Combine([_folder.AudioFolder, .. names]);
}
