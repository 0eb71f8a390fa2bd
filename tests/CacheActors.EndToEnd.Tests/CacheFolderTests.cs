namespace CacheActors.EndToEnd.Tests;

public sealed class CacheFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_second_process_may_read_and_is_refused_to_write_with_the_owner_s_process_id()
    {
        var text = _folder.Write("long.txt", Story.Long(600));
        using var owner = CliProcess.Start(
            "synthesize",
            text,
            "--book",
            "b",
            "--voice",
            "en-gb",
            "--cache",
            _folder.Cache
        );
        await owner.WaitForErrorAsync("Speak en-gb");

        var wav = _folder.Write("one.wav", WavBytes.Tone(1));
        (await RunAsync("import", wav, "--book", "b", "--voice", "v")).ShouldRefuse(
            4,
            $"process {owner.Id}",
            _folder.Cache
        );
        (await RunAsync("rebuild")).ShouldRefuse(4, $"process {owner.Id}");
        (await RunAsync("stats", "--json")).Json().Number("entries").ShouldBeGreaterThan(0);
        (await RunAsync("doctor")).Output.ShouldContain($"process {owner.Id}");

        owner.Kill();
        await owner.WaitAsync();
        (await RunAsync("import", wav, "--book", "b", "--voice", "v", "--json")).Json();
    }

    [Fact]
    public async Task A_cache_folder_that_cannot_be_created_is_named_with_what_to_do()
    {
        var file = _folder.Write("file", "");
        var wav = _folder.Write("one.wav", WavBytes.Tone(1));
        var result = await CliProcess.RunAsync(
            "import",
            wav,
            "--book",
            "b",
            "--voice",
            "v",
            "--cache",
            Path.Combine(file, "cache")
        );
        result.ShouldRefuse(1, Path.Combine(file, "cache"), "choose another folder");
    }

    [Fact]
    public async Task Without_a_cache_option_the_cache_is_in_the_user_s_cache_folder()
    {
        var environment = new Dictionary<string, string?> { ["XDG_CACHE_HOME"] = _folder.Path };
        (await CliProcess.RunAsync(environment, "config")).Output.ShouldContain(_folder.File("cacheactors"));

        environment = new() { ["XDG_CACHE_HOME"] = null, ["HOME"] = _folder.Path };
        (await CliProcess.RunAsync(environment, "config")).Output.ShouldContain(_folder.File(".cache/cacheactors"));
    }

    public void Dispose() => _folder.Dispose();

    private Task<CliResult> RunAsync(params string[] arguments) =>
        CliProcess.RunAsync([.. arguments, "--cache", _folder.Cache]);
}
