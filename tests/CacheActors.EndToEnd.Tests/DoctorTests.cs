namespace CacheActors.EndToEnd.Tests;

public sealed class DoctorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_machine_that_has_everything_is_healthy()
    {
        var doctor = (await CliProcess.RunAsync("doctor", "--json", "--cache", _folder.Cache)).Json();

        doctor.ShouldHaveExactly("checks");
        var checks = doctor.GetProperty("checks").EnumerateArray().ToList();
        foreach (var check in checks)
        {
            check.ShouldHaveExactly("name ok detail fix");
            check.GetProperty("ok").GetBoolean().ShouldBeTrue(check.ToString());
            check.Text("detail").ShouldNotBeEmpty();
        }

        checks
            .Select(c => c.Text("name"))
            .ShouldBe(["dotnet", "ffmpeg", "espeak-ng", "sqlite", "cache-folder", "disk-space", "owner"]);
        Directory.Exists(_folder.Cache).ShouldBeFalse();
    }

    [Fact]
    public async Task A_missing_program_is_exit_code_5_with_the_command_that_installs_it()
    {
        var settings = _folder.Write(
            "none.conf",
            "cacheactors { compression.ffmpeg = no-ffmpeg-here, speech.espeak-ng = no-espeak-here }"
        );
        var result = await CliProcess.RunAsync("doctor", "--json", "--config", settings, "--cache", _folder.Cache);

        var checks = result.Json(exitCode: 5).GetProperty("checks").EnumerateArray();
        foreach (var check in checks.Where(c => c.Text("name") is "ffmpeg" or "espeak-ng"))
        {
            check.GetProperty("ok").GetBoolean().ShouldBeFalse();
            check.Text("detail").ShouldContain("-here");
            check.Text("fix").ShouldContain(check.Text("name"));
        }
    }

    [Fact]
    public async Task A_cache_folder_that_cannot_be_written_is_exit_code_5()
    {
        var file = _folder.Write("file", "");
        var result = await CliProcess.RunAsync("doctor", "--cache", Path.Combine(file, "cache"));
        result.ExitCode.ShouldBe(5);
        result.Output.ShouldContain("FAIL  cache-folder");
    }

    [Fact]
    public async Task Speaking_without_espeak_ng_and_compressing_without_ffmpeg_end_with_exit_code_5()
    {
        var settings = _folder.Write(
            "none.conf",
            "cacheactors { compression.ffmpeg = no-ffmpeg-here, speech.espeak-ng = no-espeak-here }"
        );
        var text = _folder.Write("story.txt", Story.Short);
        string[] options = ["--config", settings, "--cache", _folder.Cache];
        (await CliProcess.RunAsync(["synthesize", text, "--book", "b", "--voice", "en", .. options])).ShouldRefuse(
            5,
            "no-espeak-here"
        );

        var wav = _folder.Write("one.wav", WavBytes.Tone(1));
        (await CliProcess.RunAsync(["import", wav, "--book", "b", "--voice", "v", .. options])).ExitCode.ShouldBe(0);
        (await CliProcess.RunAsync(["compress", .. options])).ShouldRefuse(5, "no-ffmpeg-here");
        var kept = (await CliProcess.RunAsync(["list", "--json", .. options])).Json();
        kept[0].Text("state").ShouldBe("wav");
    }

    public void Dispose() => _folder.Dispose();
}
