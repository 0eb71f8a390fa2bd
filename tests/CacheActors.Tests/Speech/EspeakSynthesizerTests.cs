using System.Text;
using CacheActors.Files;
using CacheActors.Processes;
using CacheActors.Speech;
using CacheActors.Tests.Processes;

namespace CacheActors.Tests.Speech;

public sealed class EspeakSynthesizerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly ChildProcesses _processes;
    private readonly EspeakSynthesizer _espeak;

    public EspeakSynthesizerTests()
    {
        _processes = new ChildProcesses(_time);
        _espeak = new EspeakSynthesizer(new SpeechOptions(), _processes);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_text_becomes_a_WAV_of_about_its_length()
    {
        WavFacts wav = await FactsAsync("The quick brown fox jumps over the lazy dog.");

        wav.SampleRate.ShouldBe(22050);
        wav.Channels.ShouldBe(1);
        wav.Duration.TotalSeconds.ShouldBeInRange(2, 4);
    }

    [Fact]
    public async Task Twice_the_rate_takes_half_the_time()
    {
        const string Text = "The quick brown fox jumps over the lazy dog, again and again.";

        WavFacts normal = await FactsAsync(Text);
        WavFacts fast = await FactsAsync(Text, rate: 2);

        (fast.Duration / normal.Duration).ShouldBeInRange(0.4, 0.65);
    }

    [Fact]
    public async Task Every_voice_that_is_listed_can_speak()
    {
        var lines = Encoding
            .UTF8.GetString(Tool.Run("espeak-ng", "--voices"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBeGreaterThan(50);

        foreach (var line in lines.Skip(1))
        {
            var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            (await SpeakAsync("1", columns[4])).Length.ShouldBeGreaterThan(1000, line);
            var language = columns[1];
            if (!language.Any(char.IsUpper))
            {
                (await SpeakAsync("1", language)).Length.ShouldBeGreaterThan(1000, line);
            }
        }
    }

    [Fact]
    public async Task A_variant_has_a_voice_of_its_own()
    {
        var plain = await SpeakAsync("hello", "en-us");

        (await SpeakAsync("hello", "en-us+f3")).ShouldNotBe(plain);
    }

    [Fact]
    public async Task Letters_of_all_languages_arrive()
    {
        var spoken = await SpeakAsync("über größe", "de");

        spoken.ShouldNotBe(await SpeakAsync("uber grosse", "de"));
        spoken.ShouldNotBe(await SpeakAsync("?ber gr??e", "de"));
    }

    [Theory]
    [InlineData("[[h@l'oU]] there", "((h@l'oU)) there")]
    [InlineData("[[[h@l'oU]]] there", "(((h@l'oU))) there")]
    [InlineData("one \u000135S two", "one  35S two")]
    [InlineData("one\0 two", "one  two")]
    public async Task What_espeak_takes_for_a_command_is_only_text(string text, string plain) =>
        (await SpeakAsync(text)).ShouldBe(await SpeakAsync(plain));

    [Fact]
    public async Task Markup_is_not_obeyed()
    {
        WavFacts wav = await FactsAsync("""<speak>one <break time="20s"/> two</speak>""");

        wav.Duration.TotalSeconds.ShouldBeLessThan(15);
    }

    [Fact]
    public async Task A_text_that_looks_like_an_option_is_spoken()
    {
        var file = _folder.At("file.wav");

        var spoken = await SpeakAsync($"-w {file}");

        spoken.Length.ShouldBeGreaterThan(10_000);
        File.Exists(file).ShouldBeFalse();
    }

    [Fact]
    public async Task A_voice_that_does_not_exist_is_named_with_those_near_to_it()
    {
        var error = await Should.ThrowAsync<UnknownVoiceException>(() => _espeak.CheckVoiceAsync("en-uss"));

        error.VoiceId.ShouldBe("en-uss");
        error.Message.ShouldStartWith("espeak-ng has no voice 'en-uss'. Did you mean en-us");
        error.Message.ShouldContain("`espeak-ng --voices` lists all");
    }

    [Theory]
    [InlineData("en-zz")]
    [InlineData("en-us+nobody")]
    [InlineData("../../etc/passwd")]
    public async Task A_voice_that_does_not_exist_is_never_replaced_by_another(string voiceId)
    {
        using var output = new MemoryStream();

        await Should.ThrowAsync<UnknownVoiceException>(() => _espeak.SynthesizeAsync("hello", voiceId, 1, output));

        output.Length.ShouldBe(0);
    }

    [Fact]
    public async Task Voices_are_listed_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _espeak.CheckVoiceAsync("en-us")));
        var listed = _processes.Started;
        await _espeak.CheckVoiceAsync("de");
        await SpeakAsync("hello");

        listed.ShouldBe(2); // voices and variants
        _processes.Started.ShouldBe(listed + 1);
    }

    [Fact]
    public async Task Voices_that_could_not_be_listed_are_listed_again()
    {
        var once = _folder.At("once");
        EspeakSynthesizer espeak = Script(
            $$"""mkdir "{{once}}" 2>/dev/null && { echo broken >&2; exit 1; }; exec espeak-ng "$@" """
        );

        var error = await Should.ThrowAsync<SynthesisFailedException>(() => espeak.CheckVoiceAsync("en-us"));
        await espeak.CheckVoiceAsync("en-us");

        error.Message.ShouldBe("The voices could not be listed: espeak ended with exit code 1: broken.");
    }

    [Theory]
    [InlineData(0.45)]
    [InlineData(2.58)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public async Task A_rate_that_espeak_does_not_have_is_refused_with_its_range(double rate)
    {
        var error = await Should.ThrowAsync<InvalidSettingsException>(() =>
            _espeak.SynthesizeAsync("hello", "en-us", rate, Stream.Null)
        );

        error.Message.ShouldEndWith("It can from 0.46 to 2.57.");
        _processes.Started.ShouldBe(0);
    }

    [Theory]
    [InlineData(0.46)]
    [InlineData(2.57)]
    public async Task The_ends_of_the_range_belong_to_it(double rate) =>
        (await FactsAsync("hello", rate)).SampleFrames.ShouldBeGreaterThan(1000);

    [Fact]
    public async Task Without_espeak_the_error_says_how_to_get_it()
    {
        var espeak = new EspeakSynthesizer(new SpeechOptions { EspeakNg = "no-such-espeak" });

        var error = await Should.ThrowAsync<MissingToolException>(() => espeak.CheckVoiceAsync("en-us"));

        error.Message.ShouldContain("apt-get install espeak-ng");
    }

    [Theory]
    [InlineData("echo 'no data' >&2; exit 2", "espeak ended with exit code 2: no data.")]
    [InlineData("exit 0", "espeak-ng made no audio of this text.")]
    [InlineData("head -c 44 /dev/zero", "espeak-ng made no audio of this text.")]
    [InlineData("head -c 9999 /dev/zero; kill -9 $$", "espeak was killed by signal 9.")]
    public async Task A_failure_of_espeak_is_reported_with_its_words(string script, string message)
    {
        EspeakSynthesizer espeak = Script($$"""case "$*" in *--voices*) exec espeak-ng "$@";; esac; {{script}}""");

        var error = await Should.ThrowAsync<SynthesisFailedException>(() =>
            espeak.SynthesizeAsync("hello", "en-us", 1, Stream.Null)
        );

        error.Message.ShouldBe(message);
    }

    [Fact]
    public async Task An_espeak_that_hangs_is_stopped_after_the_time_limit()
    {
        EspeakSynthesizer espeak = Script("""case "$*" in *--voices*) exec espeak-ng "$@";; esac; exec sleep 1000""");
        await espeak.CheckVoiceAsync("en-us");
        await _time.TimerStartedAsync(TimeSpan.FromMinutes(1));
        await _time.TimerStartedAsync(TimeSpan.FromMinutes(1));

        Task run = espeak.SynthesizeAsync("hello", "en-us", 1, Stream.Null);
        await _time.TimerStartedAsync(TimeSpan.FromMinutes(1));
        _time.Advance(TimeSpan.FromMinutes(1));

        var error = await Should.ThrowAsync<SynthesisFailedException>(run);
        error.Message.ShouldBe("espeak was stopped after 60 s.");
    }

    [Fact]
    public async Task Cancelling_stops_espeak()
    {
        using var cancel = new CancellationTokenSource();
        var output = new FirstLines(1);
        EspeakSynthesizer espeak = Script(
            """case "$*" in *--voices*) exec espeak-ng "$@";; esac; echo ready; exec sleep 1000"""
        );

        Task run = espeak.SynthesizeAsync("hello", "en-us", 1, output, cancel.Token);
        await output.Lines;
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(run);
    }

    private async Task<byte[]> SpeakAsync(string text, string voiceId = "en-us", double rate = 1)
    {
        using var output = new MemoryStream();
        await _espeak.SynthesizeAsync(text, voiceId, rate, output);
        return output.ToArray();
    }

    private async Task<WavFacts> FactsAsync(string text, double rate = 1) =>
        WavFacts.Read(_folder.Write("spoken.wav", await SpeakAsync(text, rate: rate)));

    private EspeakSynthesizer Script(string script) =>
        new(new SpeechOptions { EspeakNg = TestScript.Write(_folder.At("espeak"), script) }, _processes);
}
