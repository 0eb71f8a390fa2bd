namespace CacheActors.EndToEnd.Tests;

public sealed class DemoTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task The_demo_s_second_run_is_all_hits_and_starts_no_process()
    {
        var demo = (await CliProcess.RunAsync("demo", "--json", "--cache", _folder.Cache)).Json();

        demo.ShouldHaveExactly("cache runs stats history");
        demo.Text("cache").ShouldBe(_folder.Cache);
        var runs = demo.GetProperty("runs").EnumerateArray().ToList();
        runs.Count.ShouldBe(2);
        foreach (var run in runs)
        {
            run.ShouldHaveExactly("segments hits misses failed seconds keys processesStarted");
            run.Number("segments").ShouldBeInRange(100, 140);
            run.Number("failed").ShouldBe(0);
        }

        runs[0].Number("misses").ShouldBe(runs[0].Number("segments"));
        runs[0].Number("processesStarted").ShouldBeGreaterThan(runs[0].Number("segments"));
        runs[1].Number("hits").ShouldBe(runs[1].Number("segments"));
        runs[1].Number("processesStarted").ShouldBe(0);
        var stats = demo.GetProperty("stats");
        stats.GetProperty("states").Number("m4a").ShouldBe(runs[0].Number("segments"));
        stats.GetProperty("hitRate").GetDouble().ShouldBe(0.5);
        demo.GetProperty("history").Text("state").ShouldBe("m4a");
    }

    [Fact]
    public async Task The_demo_tells_a_person_what_happened_and_where_the_audio_is()
    {
        var result = await CliProcess.RunAsync("demo", "--cache", _folder.Cache);

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldContain("100 %");
        result.Output.ShouldContain("0 processes");
        result.Output.ShouldContain("CompressionStarted");
        result.Output.ShouldContain(Path.Combine(_folder.Cache, "audio"));
        result.Error.ShouldContain("speak en-gb");
        result.Error.ShouldContain("compress");
    }

    public void Dispose() => _folder.Dispose();
}
