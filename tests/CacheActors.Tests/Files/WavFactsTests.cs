using CacheActors.Files;

namespace CacheActors.Tests.Files;

public sealed class WavFactsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("pcm_u8", WavEncoding.Pcm, 8, 1)]
    [InlineData("pcm_s16le", WavEncoding.Pcm, 16, 1)]
    [InlineData("pcm_s16le", WavEncoding.Pcm, 16, 2)]
    [InlineData("pcm_s16le", WavEncoding.Pcm, 16, 3)]
    [InlineData("pcm_s24le", WavEncoding.Pcm, 24, 1)]
    [InlineData("pcm_s24le", WavEncoding.Pcm, 24, 6)]
    [InlineData("pcm_s32le", WavEncoding.Pcm, 32, 2)]
    [InlineData("pcm_f32le", WavEncoding.Float, 32, 1)]
    [InlineData("pcm_f32le", WavEncoding.Float, 32, 5)]
    [InlineData("pcm_f64le", WavEncoding.Float, 64, 2)]
    internal void Every_encoding_that_ffmpeg_writes_is_read(string codec, WavEncoding encoding, int bits, int channels)
    {
        foreach (
            var options in (string[][])
                [
                    [],
                    ["-rf64", "always"],
                ]
        )
        {
            var path = _folder.At($"{options.Length}.wav");
            Tool.Tone(path, 0.517, 44100, channels, [.. options, "-c:a", codec]);

            var facts = WavFacts.Read(path);

            facts.Encoding.ShouldBe(encoding);
            facts.BitsPerSample.ShouldBe(bits);
            facts.Channels.ShouldBe(channels);
            facts.SampleRate.ShouldBe(44100);
            facts.SampleFrames.ShouldBe(22800);
            facts.DataBytes.ShouldBe(22800L * channels * bits / 8);
            (facts.DataOffset + facts.DataBytes).ShouldBe(new FileInfo(path).Length);
            $"{facts.SampleFrames}".ShouldBe(Tool.Probe(path, "duration_ts"));
        }
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("always")]
    public void What_ffmpeg_writes_to_a_pipe_runs_to_the_end_of_the_file(string rf64)
    {
        var bytes = Tool.Run(
            "ffmpeg",
            ["-nostdin", "-v", "error", "-f", "lavfi", "-i", "sine=d=0.25", "-rf64", rf64, "-f", "wav", "-"]
        );

        WavFacts.Read(_folder.Write("a.wav", bytes)).SampleFrames.ShouldBe(11025);
    }

    [Fact]
    public void What_espeak_writes_to_a_pipe_lasts_as_long_as_what_it_writes_to_a_file()
    {
        Tool.Run("espeak-ng", "-w", _folder.At("file.wav"), "Ten green bottles.");
        _folder.Write("pipe.wav", Tool.Run("espeak-ng", "--stdout", "Ten green bottles."));

        var file = WavFacts.Read(_folder.At("file.wav"));
        var pipe = WavFacts.Read(_folder.At("pipe.wav"));

        pipe.SampleFrames.ShouldBe(file.SampleFrames);
        pipe.Duration.ShouldBe(TimeSpan.FromTicks(file.SampleFrames * 10_000_000 / 22050));
    }

    [Theory]
    [InlineData(0xFFFF_FFFF)]
    [InlineData(0x7FFF_F000)]
    [InlineData(0x7FFF_FFFF)]
    [InlineData(0x8000_0000)]
    [InlineData(0)]
    public void A_size_that_a_streaming_writer_left_unset_is_no_size(uint size)
    {
        foreach (var riff in (uint[])[0, 36, size, unchecked(size + 36), 2036])
        {
            var bytes = new WavBytes { DataSize = size, RiffSize = riff };

            Read(bytes)
                .ShouldSatisfyAllConditions(
                    facts => facts.SampleFrames.ShouldBe(1000),
                    facts => facts.DataBytes.ShouldBe(2000)
                );
        }
    }

    [Fact]
    public void What_comes_after_the_audio_is_not_part_of_it()
    {
        var bytes = new WavBytes { After = [("LIST", new byte[26])] };

        Read(bytes).DataBytes.ShouldBe(2000);
    }

    [Fact]
    public void Chunks_of_odd_length_before_the_audio_are_padded()
    {
        var bytes = new WavBytes
        {
            Before = [("bext", new byte[603]), ("JUNK", new byte[27]), ("LIST", new byte[1])],
            Data = new byte[1001],
            Bits = 8,
        };

        Read(bytes).ShouldBe(new WavFacts(WavEncoding.Pcm, 22050, 1, 8, 12 + 612 + 36 + 10 + 32, 1001, 1001));
    }

    [Fact]
    public void An_odd_end_without_padding_is_whole()
    {
        var bytes = new WavBytes { Bits = 8, Data = new byte[1001] }.ToArray()[..^1];

        Read(bytes).SampleFrames.ShouldBe(1001);
    }

    [Fact]
    public void Only_whole_frames_count()
    {
        var bytes = new WavBytes { Channels = 2, Data = new byte[103] };

        Read(bytes)
            .ShouldSatisfyAllConditions(
                facts => facts.SampleFrames.ShouldBe(25),
                facts => facts.DataBytes.ShouldBe(100)
            );
        Read(bytes with { DataSize = 0xFFFF_FFFF, Data = new byte[102] }).SampleFrames.ShouldBe(25);
    }

    [Theory]
    [InlineData("RF64")]
    [InlineData("BW64")]
    public void Sizes_of_64_bits_are_read_from_their_own_chunk(string id)
    {
        byte[] sizes = [.. BitConverter.GetBytes(0L), .. BitConverter.GetBytes(2000L), .. new byte[12]];
        var bytes = new WavBytes
        {
            Id = id,
            RiffSize = 0xFFFF_FFFF,
            DataSize = 0xFFFF_FFFF,
            Before = [("ds64", sizes)],
            After = [("LIST", new byte[30])],
        };

        Read(bytes).SampleFrames.ShouldBe(1000);
    }

    [Fact]
    public void An_extensible_format_says_its_encoding_in_its_sub_format()
    {
        var bytes = new WavBytes
        {
            Tag = 0xFFFE,
            Bits = 32,
            FormatRest = WavBytes.Extensible(3, 32),
        };

        Read(bytes).Encoding.ShouldBe(WavEncoding.Float);
        Read(bytes with { FormatRest = WavBytes.Extensible(1, 32) }).Encoding.ShouldBe(WavEncoding.Pcm);
    }

    private WavFacts Read(WavBytes bytes) => Read(bytes.ToArray());

    private WavFacts Read(byte[] bytes) => WavFacts.Read(_folder.Write("a.wav", bytes));
}
