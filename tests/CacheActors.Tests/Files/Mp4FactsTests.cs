using CacheActors.Files;

namespace CacheActors.Tests.Files;

public sealed class Mp4FactsTests : IDisposable
{
    private static readonly string[] Aac = ["-c:a", "aac", "-b:a", "48k", "-aac_coder", "fast"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(8000, 1)]
    [InlineData(11025, 1)]
    [InlineData(16000, 1)]
    [InlineData(22050, 1)]
    [InlineData(24000, 2)]
    [InlineData(44100, 2)]
    [InlineData(48000, 6)]
    [InlineData(96000, 1)]
    public void What_ffmpeg_compressed_has_every_frame_of_its_source(int rate, int channels)
    {
        foreach (var seconds in (double[])[0.001, 0.02, 1, 2.347])
        {
            var source = Tool.Tone(_folder.At("a.wav"), seconds, rate, channels);
            var path = Encode(source, "-f", "ipod");

            var facts = Mp4Facts.Read(path);

            var frames = WavFacts.Read(source).SampleFrames;
            facts.Codec.ShouldBe("aac");
            facts.SampleRate.ShouldBe(rate);
            facts.Channels.ShouldBe(channels);
            facts.AudioFrames.ShouldBe(frames);
            facts.MediaFrames.ShouldBe(frames + 1024);
            facts.Duration.ShouldBe(WavFacts.Read(source).Duration);
            Tool.Probe(path, "codec_name,sample_rate,channels,duration_ts")
                .ShouldBe($"aac\n{rate}\n{channels}\n{frames}");
        }
    }

    [Fact]
    public void Audio_in_several_parts_is_read_like_audio_in_one()
    {
        // ffmpeg starts a new part at every megabyte.
        var path = _folder.At("a.m4a");
        string[] source = ["-nostdin", "-v", "error", "-f", "lavfi", "-i", "anoisesrc=d=40:r=44100"];
        Tool.Run("ffmpeg", [.. source, "-ac", "2", .. Aac, "-b:a", "320k", path]);
        var bytes = File.ReadAllBytes(path).AsSpan();
        ((int)bytes[bytes.IndexOf("stco"u8) + 11]).ShouldBeGreaterThan(1, "the number of parts");

        Mp4Facts.Read(path).Duration.ShouldBe(TimeSpan.FromSeconds(40));
    }

    [Theory]
    [InlineData("-movflags", "+faststart")]
    [InlineData("-brand", "isom")]
    [InlineData("-metadata", "title=Ten green bottles")]
    public void Other_layouts_of_the_same_audio_give_the_same_facts(string option, string value)
    {
        var source = Tool.Tone(_folder.At("a.wav"), 1.5, 22050, 1);

        var facts = Mp4Facts.Read(Encode(source, option, value, "-f", "mp4"));

        facts.ShouldBe(Mp4Facts.Read(Encode(source, "-f", "ipod")));
    }

    [Fact]
    public void A_cut_in_the_edit_list_ends_the_audio()
    {
        var whole = Encode(Tool.Tone(_folder.At("a.wav"), 3, 22050, 1), "-f", "ipod");
        var cut = _folder.At("cut.m4a");
        Tool.Run("ffmpeg", "-nostdin", "-v", "error", "-i", whole, "-c", "copy", "-t", "1.5", cut);
        var bytes = File.ReadAllBytes(cut);
        var elst = bytes.AsSpan().IndexOf("elst"u8);
        bytes.AsSpan(elst + 12, 4).Clear();
        bytes[elst + 14] = 1000 >> 8;
        bytes[elst + 15] = 1000 & 0xFF;

        Mp4Facts.Read(_folder.Write("b.m4a", bytes)).AudioFrames.ShouldBe(22050);
    }

    [Fact]
    public void Another_track_beside_the_audio_has_its_own_part_of_the_media_data()
    {
        var path = _folder.At("a.mp4");
        Tool.Run(
            "ffmpeg",
            [
                .. (string[])["-nostdin", "-v", "error", "-f", "lavfi", "-i", "color=d=1:s=16x16"],
                .. (string[])["-f", "lavfi", "-i", "sine=d=1", .. Aac, "-c:v", "mpeg4", path],
            ]
        );

        Mp4Facts.Read(path).AudioFrames.ShouldBe(44100);
    }

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_refused()
    {
        var bytes = File.ReadAllBytes(Encode(Tool.Tone(_folder.At("a.wav"), 0.3, 22050, 1), "-f", "ipod"));

        for (var length = 1; length < bytes.Length; length += length < 100 ? 1 : 37)
        {
            Refusal(bytes[..length]).ShouldNotBeEmpty();
        }

        Refusal(bytes[..^1]).ShouldContain("cut off");
        Refusal(bytes[..500]).ShouldContain("cut off");
        Refusal([.. bytes, 0]).ShouldContain("no whole box");
    }

    [Fact]
    public void Every_changed_byte_of_the_tables_is_noticed()
    {
        var path = Encode(Tool.Tone(_folder.At("a.wav"), 0.5, 22050, 1), "-f", "ipod");
        var bytes = File.ReadAllBytes(path);

        foreach (var table in (string[])["stts", "stsc", "stsz", "stco"])
        {
            var at = bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(table));
            var size = bytes[at - 2] << 8 | bytes[at - 1];
            for (var i = at + 8; i < at - 4 + size; i++)
            {
                // Which description of the samples a run of chunks has: there is only one, so players do not look.
                if (table == "stsc" && i >= at + 20)
                {
                    continue;
                }

                var changed = bytes.ToArray();
                changed[i] ^= 0x11;
                Should.Throw<InvalidAudioException>(
                    () => Mp4Facts.Read(_folder.Write("b.m4a", changed)),
                    $"{table} byte {i - at}"
                );
            }
        }
    }

    [Fact]
    public void What_a_killed_ffmpeg_left_is_refused()
    {
        // Without its index, as ffmpeg writes it last.
        var bytes = File.ReadAllBytes(Encode(Tool.Tone(_folder.At("a.wav"), 0.3, 22050, 1), "-f", "ipod"));
        var moov = bytes.AsSpan().IndexOf("moov"u8) - 4;

        Refusal(bytes[..moov]).ShouldContain("did not finish");
    }

    [Fact]
    public void An_MP4_that_is_not_ours_to_play_says_why()
    {
        var wav = Tool.Tone(_folder.At("a.wav"), 0.3, 22050, 1);

        RefusalOf(Encode(wav, "-f", "ipod", "-movflags", "frag_keyframe+empty_moov")).ShouldContain("it is fragmented");
        RefusalOf(Encode(wav, "-c:a", "alac", "-f", "ipod")).ShouldContain("coded as \"alac\"");
        RefusalOf(Encode(wav, "-c:a", "libmp3lame", "-f", "mp4")).ShouldContain("not AAC");
        RefusalOf(wav).ShouldContain("it is a RIFF file of type \"WAVE\"");
        RefusalOf(_folder.Path).ShouldContain("it is a folder");
        Refusal([]).ShouldContain("it is empty");
        Refusal("Once upon a time"u8.ToArray()).ShouldContain("it starts with \"Once upon a \"");
    }

    private string Encode(string source, params string[] options)
    {
        var path = _folder.At("a.m4a");
        Tool.Run("ffmpeg", ["-nostdin", "-v", "error", "-y", "-i", source, .. Aac, .. options, path]);
        return path;
    }

    private string Refusal(byte[] bytes) => RefusalOf(_folder.Write("b.m4a", bytes));

    private static string RefusalOf(string path)
    {
        var message = Should.Throw<InvalidAudioException>(() => Mp4Facts.Read(path)).Message;
        message.ShouldStartWith($"{path} cannot be used: ");
        message.ShouldContain("Accepted: an MP4");
        return message;
    }
}
