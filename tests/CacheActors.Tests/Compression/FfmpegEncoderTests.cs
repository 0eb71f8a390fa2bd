using System.Globalization;
using System.Text;
using CacheActors.Compression;
using CacheActors.Files;
using CacheActors.Tests.Files;
using static CacheActors.Compression.EncodeResult;

namespace CacheActors.Tests.Compression;

public sealed class FfmpegEncoderTests : IDisposable
{
    private readonly TestEncoder _encoder = new();

    public void Dispose() => _encoder.Dispose();

    [Fact]
    public async Task A_batch_becomes_mono_AAC_of_the_same_length_in_one_process()
    {
        EncodeJob[] batch = [.. Enumerable.Range(0, 8).Select(i => Job($"{i}", 0.3 + i))];
        byte[][] before = [.. batch.Select(job => File.ReadAllBytes(job.WavPath))];

        IReadOnlyList<EncodeResult> results = await _encoder.RunAsync(batch);

        results.ShouldAllBe(result => result is Encoded);
        results.Select(result => result.Job).ShouldBe(batch);
        _encoder.Processes.Started.ShouldBe(1);
        foreach (EncodeJob job in batch)
        {
            Probe(job, "codec_name").ShouldBe("aac");
            Probe(job, "profile").ShouldBe("LC");
            Probe(job, "channels").ShouldBe("1");
            Probe(job, "sample_rate").ShouldBe("22050");
            ShouldPlayAsLong(job);
        }
        batch.Select(job => File.ReadAllBytes(job.WavPath)).ShouldBe(before);
    }

    [Fact]
    public async Task Every_kind_of_WAV_comes_out_as_long_as_it_went_in()
    {
        var batch = new List<EncodeJob>();
        foreach (var rate in (uint[])[8000, 11025, 16000, 22050, 44100, 48000, 96000, 192000, 37800])
        {
            batch.Add(_encoder.Job($"{rate} Hz", TestEncoder.Wav(0.7, rate)));
        }
        for (ushort channels = 1; channels <= 8; channels++)
        {
            batch.Add(_encoder.Job($"{channels} channels", TestEncoder.Wav(0.7, 44100, channels)));
        }
        foreach (var bits in (ushort[])[8, 16, 24, 32])
        {
            batch.Add(_encoder.Job($"{bits} bits", Silence(tag: 1, bits)));
        }
        batch.Add(_encoder.Job("float", Silence(tag: 3, 32)));
        batch.Add(_encoder.Job("double", Silence(tag: 3, 64)));
        foreach (var frames in (int[])[1, 10, 1023, 1024, 1025, 2048])
        {
            var wav = new WavBytes { Data = TestEncoder.Samples(frames, 1) };
            batch.Add(_encoder.Job($"{frames} frames", wav.ToArray()));
        }

        IReadOnlyList<EncodeResult> results = await _encoder.RunAsync([.. batch]);

        results.OfType<Unusable>().ShouldBeEmpty();
        results.Count.ShouldBe(batch.Count);
        _encoder.Processes.Started.ShouldBe(1);
        foreach (EncodeJob job in batch)
        {
            ShouldPlayAsLong(job);
        }
    }

    [Fact]
    public async Task A_WAV_whose_writer_could_not_fill_in_its_size_is_encoded_whole()
    {
        EncodeJob espeak = _encoder.Job("espeak", Streamed(0x7FFF_F000));
        EncodeJob ffmpeg = _encoder.Job("ffmpeg", Streamed(0xFFFF_FFFF));

        IReadOnlyList<EncodeResult> results = await _encoder.RunAsync(espeak, ffmpeg);

        results.ShouldAllBe(result => result is Encoded);
        Mp4Facts.Read(espeak.OutputPath).AudioFrames.ShouldBe(22050);
        Mp4Facts.Read(ffmpeg.OutputPath).AudioFrames.ShouldBe(22050);

        static byte[] Streamed(uint size) =>
            new WavBytes
            {
                Data = TestEncoder.Samples(22050, 1),
                DataSize = size,
                RiffSize = size,
            }.ToArray();
    }

    [Fact]
    public async Task Channels_are_kept_when_asked_for()
    {
        _encoder.Settings = new CompressionOptions { Mono = false };
        EncodeJob stereo = _encoder.Job("stereo", TestEncoder.Wav(0.5, channels: 2));
        EncodeJob surround = _encoder.Job("5.1", TestEncoder.Wav(0.5, channels: 6));

        await _encoder.RunAsync(stereo, surround);

        Probe(stereo, "channels").ShouldBe("2");
        Probe(surround, "channels").ShouldBe("6");
    }

    [Fact]
    public async Task The_bit_rate_is_the_one_set()
    {
        EncodeJob job = Job("a", seconds: 10);

        _encoder.Settings = new CompressionOptions { BitRate = 24_000 };
        await _encoder.RunAsync(job);

        var bitRate = double.Parse(Probe(job, "bit_rate"), CultureInfo.InvariantCulture);
        bitRate.ShouldBeInRange(18_000, 30_000);
    }

    [Fact]
    public async Task Each_file_keeps_its_own_title()
    {
        EncodeJob one = _encoder.Job("1", TestEncoder.Wav(0.5, before: [("LIST", Title("One"))]));
        EncodeJob two = _encoder.Job("2", TestEncoder.Wav(0.5, before: [("LIST", Title("Two"))]));
        EncodeJob none = Job("none");

        await _encoder.RunAsync(one, two, none);

        TitleOf(one).ShouldBe("One");
        TitleOf(two).ShouldBe("Two");
        TitleOf(none).ShouldBe("");

        static byte[] Title(string title) => [.. "INFOINAM"u8, 4, 0, 0, 0, .. Encoding.ASCII.GetBytes(title), 0];
        static string TitleOf(EncodeJob job) =>
            Encoding
                .UTF8.GetString(
                    Tool.Run(
                        "ffprobe",
                        "-v",
                        "error",
                        "-show_entries",
                        "format_tags=title",
                        "-of",
                        "default=nw=1:nk=1",
                        job.OutputPath
                    )
                )
                .Trim();
    }

    [Theory]
    [InlineData("two words.wav")]
    [InlineData("-y")]
    [InlineData("%03d;'\"$(x)`.wav")]
    [InlineData("line\nbreak")]
    [InlineData("Käse 🧀.wav")]
    [InlineData("concat:a|b")]
    public async Task Any_file_name_is_only_a_file_name(string name)
    {
        EncodeJob job = Job(name);

        (await _encoder.RunAsync(job)).ShouldHaveSingleItem().ShouldBeOfType<Encoded>();

        ShouldPlayAsLong(job);
    }

    [Fact]
    public async Task Only_this_user_can_read_what_is_written()
    {
        EncodeJob job = Job("a");

        await _encoder.RunAsync(job);

        File.GetUnixFileMode(job.OutputPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_link_planted_in_the_place_of_the_output_is_not_followed()
    {
        EncodeJob job = Job("a");
        var victim = _encoder.Folder.Write("victim", [1, 2, 3]);
        File.CreateSymbolicLink(job.OutputPath, victim);

        (await _encoder.RunAsync(job)).ShouldHaveSingleItem().ShouldBeOfType<Encoded>();

        File.ReadAllBytes(victim).ShouldBe([1, 2, 3]);
        new FileInfo(job.OutputPath).LinkTarget.ShouldBeNull();
    }

    [Fact]
    public async Task An_empty_batch_starts_nothing()
    {
        (await _encoder.RunAsync()).ShouldBeEmpty();

        _encoder.Processes.Started.ShouldBe(0);
    }

    private EncodeJob Job(string name, double seconds = 0.5) => _encoder.Job(name, seconds);

    private static byte[] Silence(ushort tag, ushort bits) =>
        new WavBytes
        {
            Tag = tag,
            Bits = bits,
            Data = new byte[22050 * bits / 8],
        }.ToArray();

    private static string Probe(EncodeJob job, string field) => Tool.Probe(job.OutputPath, field);

    private static void ShouldPlayAsLong(EncodeJob job) =>
        Seconds(job.OutputPath).ShouldBe(Seconds(job.WavPath), 0.06, Path.GetFileName(job.WavPath));

    private static double Seconds(string path) =>
        double.Parse(Tool.Probe(path, "duration"), CultureInfo.InvariantCulture);
}
