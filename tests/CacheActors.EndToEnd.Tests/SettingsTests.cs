namespace CacheActors.EndToEnd.Tests;

public sealed class SettingsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_typo_in_the_settings_file_is_shown_with_line_and_column()
    {
        var settings = _folder.Write("typo.conf", "cacheactors {\n  folder = \"x\"\n  compression { bit-rate = \n");
        (await ConfigAsync(settings)).ShouldRefuse(2, "typo.conf", "line", "column");
    }

    [Fact]
    public async Task Every_setting_out_of_range_and_every_unknown_one_is_listed_at_once()
    {
        var settings = _folder.Write(
            "wrong.conf",
            """
            cacheactors {
              folder = "x"
              compression.bit-rate = 12
              speech.processes = 1000
              compresion.coder = fast
            }
            """
        );
        (await ConfigAsync(settings)).ShouldRefuse(
            2,
            "wrong.conf",
            "compression.bit-rate",
            "12",
            "speech.processes",
            "cacheactors.compresion is not a setting"
        );
    }

    [Fact]
    public async Task A_settings_file_that_is_not_there_is_named() =>
        (await ConfigAsync(_folder.File("none.conf"))).ShouldRefuse(2, "none.conf");

    [Fact]
    public async Task The_effective_settings_are_a_settings_file()
    {
        var own = _folder.Write(
            "own.conf",
            $"cacheactors {{ folder = \"{_folder.Cache}\", compression.bit-rate = 64000 }}"
        );
        var printed = await ConfigAsync(own);
        printed.ExitCode.ShouldBe(0, printed.Error);
        printed.Output.ShouldContain("64000");
        printed.Output.ShouldContain(_folder.Cache);

        var again = await ConfigAsync(_folder.Write("printed.conf", printed.Output));
        again.Output.ShouldBe(printed.Output);
    }

    public void Dispose() => _folder.Dispose();

    private static Task<CliResult> ConfigAsync(string settings) => CliProcess.RunAsync("config", "--config", settings);
}
