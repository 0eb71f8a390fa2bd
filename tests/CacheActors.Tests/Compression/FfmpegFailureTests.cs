using CacheActors.Compression;
using CacheActors.Tests.Files;
using CacheActors.Tests.Processes;
using static CacheActors.Compression.EncodeResult;

namespace CacheActors.Tests.Compression;

public sealed class FfmpegFailureTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly ManualTime _time = new();
    private readonly TestEncoder _encoder;

    public FfmpegFailureTests() => _encoder = new TestEncoder(_time);

    public void Dispose() => _encoder.Dispose();

    [Fact]
    public async Task What_is_no_WAV_never_reaches_ffmpeg_and_stops_no_other()
    {
        EncodeJob script = _encoder.Job("script.wav", "ffconcat version 1.0\nfile /etc/passwd\n"u8.ToArray());
        EncodeJob cutOff = _encoder.Job("cut.wav", TestEncoder.Wav(1)[..20_000]);
        EncodeJob empty = _encoder.Job("empty.wav", []);
        EncodeJob missing = _encoder.Job("a", []) with { WavPath = "/nowhere/a.wav" };
        EncodeJob good = _encoder.Job("good.wav");

        var results = await _encoder.RunAsync(script, cutOff, empty, missing, good);

        Reason(results, script).ShouldContain("it is an ffmpeg script");
        Reason(results, cutOff).ShouldContain("it is cut off");
        Reason(results, empty).ShouldContain("it is empty");
        Reason(results, missing).ShouldContain("it does not exist");
        Of(results, good).ShouldBeOfType<Encoded>();
        _encoder.Outputs.ShouldBe([good.OutputPath]);
        _encoder.Processes.Started.ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_but_files_that_are_no_WAV_starts_no_process()
    {
        EncodeJob job = _encoder.Job("a", [1, 2, 3]);

        var results = await _encoder.RunAsync(job);

        results.ShouldHaveSingleItem().ShouldBeOfType<Unusable>();
        _encoder.Processes.Started.ShouldBe(0);
    }

    [Fact]
    public async Task A_layout_that_ffmpeg_cannot_mix_is_mixed_by_hand()
    {
        // Four channels, all of them at the ceiling. This stops ffmpeg in the middle of the whole batch.
        var wav = new WavBytes
        {
            Tag = 0xFFFE,
            Channels = 4,
            FormatRest = WavBytes.Extensible(tag: 1, validBits: 16),
            Data = TestEncoder.Samples(22050, 4),
        };
        var bytes = wav.ToArray();
        BitConverter.GetBytes(0xF_0000).CopyTo(bytes, 40);
        EncodeJob odd = _encoder.Job("odd", bytes);
        EncodeJob[] good = [.. Enumerable.Range(0, 4).Select(i => _encoder.Job($"{i}"))];

        var results = await _encoder.RunAsync([odd, .. good]);

        results.Count.ShouldBe(5);
        results.ShouldAllBe(result => result is Encoded);
        Tool.Probe(odd.OutputPath, "channels").ShouldBe("1");
        _encoder.Processes.Started.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task A_file_that_ffmpeg_refuses_stops_no_other()
    {
        _encoder.ReplaceFfmpeg(
            """case "$*" in *bad*) echo "bad: Invalid data found" >&2; exit 1;; esac; exec ffmpeg "$@" """
        );
        EncodeJob bad = _encoder.Job("bad");
        EncodeJob[] good = [_encoder.Job("1"), _encoder.Job("2")];

        var results = await _encoder.RunAsync([good[0], bad, good[1]]);

        Reason(results, bad).ShouldStartWith("ffmpeg ended with exit code 1: bad: Invalid data found. ");
        Of(results, good[0]).ShouldBeOfType<Encoded>();
        Of(results, good[1]).ShouldBeOfType<Encoded>();
        _encoder.Outputs.ShouldBe(good.Select(job => job.OutputPath), ignoreOrder: true);
        File.Exists(bad.WavPath).ShouldBeTrue();
    }

    [Fact]
    public async Task An_output_that_was_cut_off_is_not_taken_for_success()
    {
        EncodeJob whole = _encoder.Job("whole");
        EncodeJob cut = _encoder.Job("cut");
        _encoder.ReplaceFfmpeg("""ffmpeg "$@"; case "$last" in *cut*) truncate -s -100 "$last";; esac""");

        var results = await _encoder.RunAsync(whole, cut);

        Of(results, whole).ShouldBeOfType<Encoded>();
        Reason(results, cut).ShouldStartWith("ffmpeg ended with exit code 0. ");
        Reason(results, cut).ShouldContain("cut off");
        _encoder.Outputs.ShouldBe([whole.OutputPath]);
    }

    [Fact]
    public async Task An_output_that_plays_shorter_is_not_taken_for_success()
    {
        // Hands everything on, and before each -map_chapters a limit of 0.4 s.
        _encoder.ReplaceFfmpeg(
            """
            i=$#
            while [ $i -gt 0 ]; do
              [ "$1" = -map_chapters ] && set -- "$@" -t 0.4
              set -- "$@" "$1"; shift; i=$((i-1))
            done
            exec ffmpeg "$@"
            """
        );

        var results = await _encoder.RunAsync(_encoder.Job("short", 0.4), _encoder.Job("long", 0.5));

        results.OfType<Encoded>().ShouldHaveSingleItem().Job.WavPath.ShouldEndWith("short");
        results
            .OfType<Unusable>()
            .ShouldHaveSingleItem()
            .Reason.ShouldBe("ffmpeg ended with exit code 0. The result plays 0.4 s of the WAV's 0.5 s.");
    }

    [Fact]
    public async Task After_ffmpeg_was_killed_its_files_are_tried_again()
    {
        var once = _encoder.Folder.At("once");
        _encoder.ReplaceFfmpeg($$"""mkdir "{{once}}" 2>/dev/null && kill -9 $$; exec ffmpeg "$@" """);

        var results = await _encoder.RunAsync(_encoder.Job("1"), _encoder.Job("2"));

        results.Count.ShouldBe(2);
        results.ShouldAllBe(result => result is Encoded);
        _encoder.Processes.Started.ShouldBe(3);
    }

    [Theory]
    [InlineData(9, "ffmpeg was killed by signal 9")]
    [InlineData(15, "ffmpeg ended with exit code 255")]
    public async Task A_file_whose_ffmpeg_is_killed_each_time_is_given_up(int signal, string reason)
    {
        // As soon as it has written something.
        _encoder.ReplaceFfmpeg(
            $$"""
            (until [ -s "$last" ]; do sleep 0.01; done; kill -{{signal}} $$) &
            exec ffmpeg -re "$@"
            """
        );
        EncodeJob job = _encoder.Job("a", seconds: 30);

        var results = await _encoder.RunAsync(job);

        Reason(results, job).ShouldStartWith(reason);
        _encoder.Outputs.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_ffmpeg_the_error_says_how_to_get_it()
    {
        _encoder.Settings = new CompressionOptions { Ffmpeg = "no-such-ffmpeg" };

        var error = await Should.ThrowAsync<MissingToolException>(
            _encoder.RunAsync(_encoder.Job("1"), _encoder.Job("2"))
        );

        error.Tool.ShouldBe("no-such-ffmpeg");
        error.Message.ShouldContain("apt-get install ffmpeg");
        _encoder.Outputs.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_full_disk_postpones_what_has_no_room_and_keeps_the_rest()
    {
        using var disk = SmallDisk.TryMount(_encoder.OutputFolder, kilobytes: 100);
        if (disk is null)
        {
            // Without the right to mount: the second file and each after it, alone too, get no room.
            _encoder.ReplaceFfmpeg(
                """
                ffmpeg "$@"
                for f in $(dirname "$last")/*; do case "$f" in *0.part) ;; *)
                  : > "$f"; echo "Error writing trailer of $f: No space left on device" >&2
                esac; done
                """
            );
        }
        EncodeJob[] batch = [.. Enumerable.Range(0, 10).Select(i => _encoder.Job($"{i}", 5))];

        var results = await _encoder.RunAsync(batch);

        results.Select(result => result.Job).ShouldBe(batch, ignoreOrder: true);
        results.OfType<Encoded>().ShouldNotBeEmpty();
        Postponed[] postponed = [.. results.OfType<Postponed>()];
        postponed.ShouldNotBeEmpty();
        postponed.ShouldAllBe(result => result.Cause.DiskFull);
        postponed[0].Cause.Message.ShouldContain("the disk is full. Free some space");
        _encoder.Outputs.ShouldBe(results.OfType<Encoded>().Select(result => result.Job.OutputPath), ignoreOrder: true);
    }

    [Fact]
    public async Task A_file_on_which_ffmpeg_hangs_is_given_up_after_the_time_limit()
    {
        _encoder.ReplaceFfmpeg("""case "$*" in *slow*) echo working >&2; exec sleep 1000;; esac; exec ffmpeg "$@" """);
        EncodeJob slow = _encoder.Job("slow");
        EncodeJob good = _encoder.Job("good");

        Task<IReadOnlyList<EncodeResult>> run = _encoder.RunAsync(slow, good);
        await _time.TimerStartedAsync(Minute); // together
        _time.Advance(Minute);
        await _time.TimerStartedAsync(Minute); // the slow one alone
        _time.Advance(Minute);
        var results = await run;

        Reason(results, slow).ShouldStartWith("ffmpeg was stopped after 60 s");
        Of(results, good).ShouldBeOfType<Encoded>();
        _encoder.Outputs.ShouldBe([good.OutputPath]);
    }

    [Fact]
    public async Task Long_audio_has_as_much_time_as_it_plays()
    {
        _encoder.ReplaceFfmpeg("exec sleep 1000");
        EncodeJob job = _encoder.Job("long", TestEncoder.Wav(90, rate: 1000));

        Task<IReadOnlyList<EncodeResult>> run = _encoder.RunAsync(job);
        await _time.TimerStartedAsync(TimeSpan.FromSeconds(90));
        _time.Advance(TimeSpan.FromSeconds(89));
        _time.Advance(TimeSpan.FromSeconds(1));

        Reason(await run, job).ShouldStartWith("ffmpeg was stopped after 90 s");
    }

    [Fact]
    public async Task Cancelling_leaves_no_ffmpeg_and_no_output()
    {
        using var cancel = new CancellationTokenSource();
        EncodeJob[] batch = [_encoder.Job("1", seconds: 300), _encoder.Job("2", seconds: 300)];
        var before = File.ReadAllBytes(batch[0].WavPath);

        Task<IReadOnlyList<EncodeResult>> run = _encoder.RunAsync(batch, cancel.Token);
        await _time.TimerStartedAsync(TimeSpan.FromMinutes(10));
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(run);
        _encoder.Outputs.ShouldBeEmpty();
        File.ReadAllBytes(batch[0].WavPath).AsSpan().SequenceEqual(before).ShouldBeTrue();
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named()
    {
        EncodeJob job = _encoder.Job("a") with { OutputPath = "/proc/nothing/a.part" };

        var error = await Should.ThrowAsync<StorageException>(_encoder.RunAsync(job));

        error.Message.ShouldStartWith("Cannot create /proc/nothing/a.part: ");
        _encoder.Processes.Started.ShouldBe(0);
    }

    private static EncodeResult Of(IReadOnlyList<EncodeResult> results, EncodeJob job) =>
        results.Where(result => result.Job == job).ShouldHaveSingleItem();

    private static string Reason(IReadOnlyList<EncodeResult> results, EncodeJob job) =>
        Of(results, job).ShouldBeOfType<Unusable>().Reason;
}
