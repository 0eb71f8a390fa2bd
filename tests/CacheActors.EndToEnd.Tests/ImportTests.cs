namespace CacheActors.EndToEnd.Tests;

public sealed class ImportTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task WAV_files_become_entries_that_compress_and_rebuild_and_play()
    {
        Directory.CreateDirectory(_folder.File("takes"));
        var one = _folder.Write("takes/one.wav", WavBytes.Tone(2));
        _folder.Write("takes/two.wav", WavBytes.Tone(3, 330));
        _folder.Write("takes/notes.txt", "not audio");
        var original = await File.ReadAllBytesAsync(one);

        var imported = (await RunAsync("import", _folder.File("takes"), "--book", "b", "--voice", "v")).Json();
        imported.ShouldHaveExactly("imported skipped failed");
        imported.Number("imported").ShouldBe(2);
        (await File.ReadAllBytesAsync(one)).ShouldBe(original);

        var again = (await RunAsync("import", one, "--book", "b", "--voice", "v")).Json();
        again.Number("imported").ShouldBe(0);
        again.Number("skipped").ShouldBe(1);

        var entries = (await RunAsync("list")).Json().EnumerateArray().ToList();
        entries.Select(e => e.Text("state")).ShouldAllBe(s => s == "wav");
        entries.Select(e => e.Number("durationMs")).ShouldBe([2000, 3000]);

        var key = entries[0].Text("key");
        var compressed = (await RunAsync("compress", key)).Json();
        compressed.ShouldHaveExactly("compressed failed bytesBefore bytesAfter seconds");
        compressed.Number("compressed").ShouldBe(1);
        compressed.Number("bytesBefore").ShouldBe(original.Length);
        compressed.Number("bytesAfter").ShouldBeLessThan(original.Length);

        var rest = (await RunAsync("compress")).Json();
        rest.Number("compressed").ShouldBe(1);
        (await RunAsync("compress")).Json().Number("compressed").ShouldBe(0);

        var before = (await RunAsync("list")).Output;
        var rebuilt = (await RunAsync("rebuild")).Json();
        rebuilt.ShouldHaveExactly("events seconds");
        rebuilt.Number("events").ShouldBe(6);
        (await RunAsync("list")).Output.ShouldBe(before);

        var path = (await RunAsync("path", key)).Json();
        path.ShouldHaveExactly("path");
        File.Exists(path.Text("path")).ShouldBeTrue();
        (await RunAsync("show", key)).Json().Number("accessCount").ShouldBe(1);
    }

    [Fact]
    public async Task A_file_that_is_no_WAV_is_named_with_the_reason_and_the_others_are_imported()
    {
        var good = _folder.Write("good.wav", WavBytes.Tone(1));
        var fake = _folder.Write("fake.wav", "This is a letter, not a sound."u8.ToArray());
        var gone = _folder.File("gone.wav");

        var result = await RunAsync("import", good, fake, gone, "--book", "b", "--voice", "v");

        var report = result.Json(exitCode: 1);
        report.Number("imported").ShouldBe(1);
        var failed = report.GetProperty("failed").EnumerateArray().ToList();
        failed.Select(f => f.Text("file")).ShouldBe([fake, gone]);
        foreach (var failure in failed)
        {
            failure.ShouldHaveExactly("file error");
            failure.Text("error").ShouldContain(failure.Text("file"));
        }

        result.Error.ShouldContain("fake.wav");
    }

    [Fact]
    public async Task A_folder_without_a_WAV_is_refused() =>
        (await RunAsync("import", _folder.Path, "--book", "b", "--voice", "v")).ShouldRefuse(1, _folder.Path, ".wav");

    public void Dispose() => _folder.Dispose();

    private Task<CliResult> RunAsync(params string[] arguments) =>
        CliProcess.RunAsync([.. arguments, "--cache", _folder.Cache, "--json"]);
}
