namespace CacheActors.EndToEnd.Tests;

public sealed class UsageTests
{
    private const string Key = "en-00000000000000000000000000000000";

    [Theory]
    [InlineData("say what to do")]
    [InlineData("no verb 'sing'", "sing")]
    [InlineData("no option '--loud'", "--loud")]
    [InlineData("--loud", "list", "--loud")]
    [InlineData("'extra'", "stats", "extra")]
    [InlineData("--book", "synthesize", "text.txt", "--voice", "en")]
    [InlineData("--voice", "import", "a.wav", "--book", "b")]
    [InlineData("from 0.25 to 4", "synthesize", "t", "--book", "b", "--voice", "en", "--rate", "9")]
    [InlineData("--limit", "list", "--limit", "0")]
    [InlineData("--limit", "list", "--limit")]
    [InlineData("wav", "list", "--state", "mp3")]
    [InlineData("not an entry key", "show", "../../etc/passwd")]
    [InlineData("not an entry key", "compress", Key, "nonsense")]
    [InlineData("not an entry key", "pin", "nonsense")]
    [InlineData("message:42", "ref", "add", Key, "nobody")]
    [InlineData("add", "ref", "give", Key, "message:42")]
    [InlineData("number of 0 or more", "evict", "--to", "-1")]
    [InlineData("audio", "clear", "everything")]
    [InlineData("'backup'", "backup")]
    [InlineData("'restore'", "restore")]
    [InlineData("2025-11-20T04:30:00Z", "history", Key, "--at", "yesterday")]
    public async Task A_command_line_that_makes_no_sense_is_refused_with_exit_code_2(
        string words,
        params string[] arguments
    ) => (await CliProcess.RunAsync(arguments)).ShouldRefuse(2, words);

    [Fact]
    public async Task Help_names_every_verb_and_the_exit_codes()
    {
        var result = await CliProcess.RunAsync("--help");
        result.ExitCode.ShouldBe(0);
        foreach (
            var word in "demo synthesize import compress list show path history explain stats pin unpin ref release evict clear rebuild backup restore doctor config 130".Split(
                ' '
            )
        )
        {
            result.Output.ShouldContain(word);
        }
    }

    [Fact]
    public async Task Global_options_are_taken_before_and_after_the_verb()
    {
        using var folder = new TempFolder();
        var before = await CliProcess.RunAsync("--json", "--cache", folder.Cache, "config");
        var after = await CliProcess.RunAsync("config", "--cache", folder.Cache, "--json");
        before.Json().GetProperty("hocon").GetString().ShouldNotBeNull().ShouldContain(folder.Cache);
        after.Output.ShouldBe(before.Output);
    }
}
