using System.Text;

namespace CacheActors.EndToEnd.Tests;

public sealed class SynthesizeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_text_is_spoken_and_compressed_and_the_second_time_comes_from_the_cache()
    {
        var text = _folder.Write("story.txt", Story.Short);

        var first = (await SynthesizeAsync(text)).Json();
        first.ShouldHaveExactly("segments hits misses failed seconds keys");
        var segments = first.Number("segments");
        segments.ShouldBeGreaterThan(2);
        first.Number("misses").ShouldBe(segments);
        first.Number("hits").ShouldBe(0);
        first.Number("failed").ShouldBe(0);
        first.GetProperty("keys").GetArrayLength().ShouldBe((int)segments);

        var second = (await SynthesizeAsync(text)).Json();
        second.Number("hits").ShouldBe(segments);
        second.Number("misses").ShouldBe(0);
        second.GetProperty("keys").ToString().ShouldBe(first.GetProperty("keys").ToString());

        var audio = Path.Combine(_folder.Cache, "audio");
        var files = Directory.GetFiles(audio, "*", SearchOption.AllDirectories);
        files.Length.ShouldBe((int)segments);
        files.ShouldAllBe(f => f.EndsWith(".m4a", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_rate_is_another_entry()
    {
        var text = _folder.Write("story.txt", "Slowly, the tide went out over the sand.");
        var normal = (await SynthesizeAsync(text)).Json();
        var fast = (await SynthesizeAsync(text, "--rate", "1.5")).Json();
        fast.Number("misses").ShouldBe(1);
        fast.GetProperty("keys")[0].GetString().ShouldNotBe(normal.GetProperty("keys")[0].GetString());
    }

    [Fact]
    public async Task Without_json_a_person_gets_two_lines()
    {
        var text = _folder.Write("story.txt", Story.Short);
        var result = await CliProcess.RunAsync(
            "synthesize",
            text,
            "--book",
            "b",
            "--voice",
            "en-gb",
            "--cache",
            _folder.Cache
        );
        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldContain("0 from the cache");
        result.Output.ShouldContain("compression saved");
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task Stopped_by_a_signal_it_keeps_what_was_spoken_and_the_next_run_goes_on(string signal, int exitCode)
    {
        var text = _folder.Write("long.txt", Story.Long(150));
        using var process = CliProcess.Start(Arguments(text));
        await process.WaitForErrorAsync("Speak en-gb");
        await process.SignalAsync(signal);
        (await process.WaitAsync()).ShouldRefuse(exitCode, "is kept");

        var kept = (await CliProcess.RunAsync("stats", "--json", "--cache", _folder.Cache)).Json();
        kept.Number("entries").ShouldBeGreaterThan(0);
        kept.GetProperty("states").Number("compressing").ShouldBe(0);
        Directory.GetFiles(Path.Combine(_folder.Cache, "staging")).ShouldBeEmpty();

        var next = (await SynthesizeAsync(text)).Json();
        next.Number("hits").ShouldBe(kept.Number("entries"));
        next.Number("misses").ShouldBe(next.Number("segments") - kept.Number("entries"));
    }

    [Fact]
    public async Task An_unknown_voice_is_named_and_nothing_is_stored()
    {
        var text = _folder.Write("story.txt", Story.Short);
        var result = await CliProcess.RunAsync(
            "synthesize",
            text,
            "--book",
            "b",
            "--voice",
            "klingon-opera",
            "--cache",
            _folder.Cache
        );
        result.ShouldRefuse(1, "klingon-opera");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t\n")]
    [InlineData("\uFEFF")]
    public async Task An_empty_text_is_refused(string text) =>
        (await SynthesizeAsync(_folder.Write("empty.txt", text))).ShouldRefuse(1, "empty.txt", "nothing to speak");

    [Fact]
    public async Task A_text_without_a_word_is_refused() =>
        (await SynthesizeAsync(_folder.Write("dots.txt", "... --- !!!"))).ShouldRefuse(1, "dots.txt");

    [Fact]
    public async Task A_binary_file_is_refused_with_the_byte_that_gives_it_away() =>
        (await SynthesizeAsync(_folder.Write("song.mp3", "ID3\u0003\0"u8.ToArray()))).ShouldRefuse(
            1,
            "song.mp3",
            "byte 4 is 0x00"
        );

    [Fact]
    public async Task A_text_in_another_encoding_is_refused_with_how_to_convert_it()
    {
        (await SynthesizeAsync(_folder.Write("latin.txt", Encoding.Latin1.GetBytes("Caf\u00e9 noir.")))).ShouldRefuse(
            1,
            "latin.txt",
            "byte 3",
            "iconv"
        );
        (await SynthesizeAsync(_folder.Write("utf16.txt", Encoding.Unicode.GetPreamble()))).ShouldRefuse(
            1,
            "utf16.txt",
            "UTF-16",
            "iconv"
        );
    }

    [Fact]
    public async Task A_text_of_5_MB_is_refused_with_the_setting_that_allows_it()
    {
        var text = _folder.Write("huge.txt", new string('a', 5_000_000));
        (await SynthesizeAsync(text)).ShouldRefuse(
            1,
            "huge.txt",
            "5.0 MB",
            "hours",
            "cacheactors.speech.max-text-bytes"
        );

        var settings = _folder.Write("own.conf", "cacheactors.speech.max-text-bytes = 1000");
        var small = _folder.Write("small.txt", new string('a', 1001));
        (await SynthesizeAsync(small, "--config", settings)).ShouldRefuse(1, "small.txt", "1.0 kB");
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named() =>
        (await SynthesizeAsync(_folder.File("nowhere.txt"))).ShouldRefuse(1, "nowhere.txt", "does not exist");

    [Fact]
    public async Task A_folder_instead_of_a_text_is_refused() =>
        (await SynthesizeAsync(_folder.Path)).ShouldRefuse(1, _folder.Path, "folder");

    public void Dispose() => _folder.Dispose();

    private Task<CliResult> SynthesizeAsync(string text, params string[] more) =>
        CliProcess.RunAsync([.. Arguments(text), .. more]);

    private string[] Arguments(string text) =>
        ["synthesize", text, "--book", "b", "--voice", "en-gb", "--cache", _folder.Cache, "--json"];
}
