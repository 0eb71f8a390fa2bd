using System.Text.Json;

namespace CacheActors.EndToEnd.Tests;

public sealed class ReconcileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Differences_are_found_planned_corrected_and_undone()
    {
        var keys = await ImportAsync(3);
        var deleted = PathOf(keys[0]);
        File.Delete(deleted);
        var renamed = Path.Combine(_folder.Cache, "audio", "my favourite.wav");
        File.Move(PathOf(keys[1]), renamed);
        var plan = _folder.File("plan.json");

        var found = (await RunAsync("reconcile", "--plan", plan)).Json(exitCode: 3);
        found.ShouldHaveExactly(
            "filesScanned entriesScanned found fixed discrepancies seconds summary dryRun deep batchId startedAt endedAt failures skipped expired"
        );
        found.Number("found").ShouldBe(3);
        found.Number("fixed").ShouldBe(0);
        Kinds(found).ShouldBe(["ghostEntry", "ghostEntry", "orphanedFile"]);
        found.GetProperty("discrepancies")[0].ShouldHaveExactly("kind key path detail remedy detectedAt fixedAt");
        (await RunAsync("reconcile", "--dry-run", keys[2])).Json().Number("found").ShouldBe(0);

        var applied = (await RunAsync("reconcile", "--apply", plan)).Json();
        Kinds(applied).ShouldBe(["ghostEntry", "ghostEntry", "orphanedFile"]);
        applied.Number("fixed").ShouldBe(3);
        (await RunAsync("show", keys[0])).Json().Text("state").ShouldBe("missing");
        (await RunAsync("show", keys[1])).Json().Text("state").ShouldBe("wav");
        var history = (await RunAsync("history", keys[0])).Json().GetProperty("events");
        history[history.GetArrayLength() - 1].Text("type").ShouldBe("FileMissing");
        (await RunAsync("reconcile", "--deep")).Json().Number("found").ShouldBe(0);

        var aside = (await RunAsync("quarantine", "list")).Json()[0];
        aside.ShouldHaveExactly("name path key sizeBytes at keptUntil");
        aside.Text("path").ShouldBe(renamed);
        var back = (await RunAsync("quarantine", "restore", aside.Text("name"))).Json();
        back.Text("path").ShouldBe(renamed);
        File.Exists(renamed).ShouldBeTrue();
        (await RunAsync("quarantine", "list")).Json().GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task What_cannot_be_done_is_refused_with_its_reason()
    {
        await ImportAsync(1);
        var noPlan = _folder.Write("no.plan", "{}");

        (await RunAsync("reconcile", "--apply", noPlan)).ShouldRefuse(1, noPlan);
        (await RunAsync("reconcile", "--apply", _folder.File("nothing"))).ShouldRefuse(1, "nothing");
        (await RunAsync("reconcile", "--apply", noPlan, "--deep")).ShouldRefuse(2, "--apply");
        (await RunAsync("reconcile", "v-00000000000000000000000000000000")).ShouldRefuse(1, "no entry");
        (await RunAsync("quarantine", "restore", "nothing")).ShouldRefuse(1, "nothing");
        (await RunAsync("quarantine", "restore")).ShouldRefuse(2, "NAME");
    }

    private async Task<IReadOnlyList<string>> ImportAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var file = _folder.Write($"{i}.wav", WavBytes.Tone(1, 200 + (10 * i)));
            (await RunAsync("import", file, "--book", "b", "--voice", "v")).Json();
        }
        return [.. (await RunAsync("list")).Json().EnumerateArray().Select(entry => entry.Text("key"))];
    }

    private string PathOf(string key) =>
        Directory
            .EnumerateFiles(Path.Combine(_folder.Cache, "audio"), $"{key}.wav", SearchOption.AllDirectories)
            .Single();

    private static IEnumerable<string> Kinds(JsonElement report) =>
        report.GetProperty("discrepancies").EnumerateArray().Select(found => found.Text("kind")).Order();

    private Task<CliResult> RunAsync(params string[] arguments) =>
        CliProcess.RunAsync([.. arguments, "--cache", _folder.Cache, "--json"]);
}
