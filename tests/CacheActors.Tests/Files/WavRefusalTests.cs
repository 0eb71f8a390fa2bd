using System.Text;
using CacheActors.Files;

namespace CacheActors.Tests.Files;

public sealed class WavRefusalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_declares_more_audio_than_it_has_was_cut_off()
    {
        var whole = new WavBytes().ToArray();

        Refusal(whole[..^1]).ShouldContain("cut off: it declares 2,000 bytes of audio and has 1,999");
        Refusal(whole[..44]).ShouldContain("cut off");
        Refusal(whole[..43]).ShouldContain("it ends before its audio");
        Refusal(whole[..20]).ShouldContain("its format has 0 bytes");
    }

    [Fact]
    public void A_cut_off_file_of_64_bit_sizes_is_cut_off_too()
    {
        var path = Tool.Tone(_folder.At("a.wav"), 0.2, 22050, 1, "-rf64", "always");

        Refusal(File.ReadAllBytes(path)[..^2]).ShouldContain("cut off: it declares 8,820 bytes");
    }

    [Fact]
    public void A_file_without_audio_is_refused()
    {
        var none = new WavBytes { Data = [] };

        Refusal(none).ShouldContain("it has no audio");
        Refusal(none with { After = [("LIST", new byte[30])] }).ShouldContain("it has no audio");
        Refusal(none with { DataSize = 0xFFFF_FFFF }).ShouldContain("it has no audio");
        Refusal(new WavBytes { Data = [1] }).ShouldContain("it has no audio");
    }

    [Fact]
    public void A_format_that_makes_no_sense_is_refused()
    {
        Refusal(new WavBytes { Channels = 0 }).ShouldContain("0 channels");
        Refusal(new WavBytes { Channels = 9 }).ShouldContain("9 channels");
        Refusal(new WavBytes { SampleRate = 0 }).ShouldContain("0 Hz");
        Refusal(new WavBytes { SampleRate = uint.MaxValue }).ShouldContain("4294967295 Hz");
        Refusal(new WavBytes { Bits = 12 }).ShouldContain("12 bits");
        Refusal(new WavBytes { Bits = 64 }).ShouldContain("64 bits");
        Refusal(new WavBytes { Tag = 3, Bits = 16 }).ShouldContain("16 bits");
        Refusal(new WavBytes { FrameBytes = 3 }).ShouldContain("3 bytes a frame");
        Refusal(new WavBytes { FrameBytes = 0 }).ShouldContain("0 bytes a frame");
        Refusal(new WavBytes { Tag = 0xFFFE }).ShouldContain("extensible");
        Refusal(
                new WavBytes
                {
                    Tag = 0xFFFE,
                    Bits = 32,
                    FormatRest = WavBytes.Extensible(1, 20),
                }
            )
            .ShouldContain("uses 20 of 32 bits");
    }

    [Theory]
    [InlineData("pcm_mulaw", "0x0007")]
    [InlineData("adpcm_ms", "0x0002")]
    [InlineData("libmp3lame", "0x0055")]
    public void Coded_audio_in_a_WAV_is_refused(string codec, string tag)
    {
        var path = Tool.Tone(_folder.At("a.wav"), 0.2, 22050, 1, "-c:a", codec);

        Refusal(path).ShouldContain($"its audio is coded (WAV format tag {tag})");
    }

    [Theory]
    [InlineData("libmp3lame", "mp3", "it is an MP3")]
    [InlineData("aac", "adts", "it is an MP3 or AAC stream")]
    [InlineData("aac", "ipod", "it is an MP4")]
    [InlineData("flac", "flac", "it is a FLAC file")]
    [InlineData("pcm_s16be", "aiff", "it is an AIFF file")]
    [InlineData("libvorbis", "ogg", "it is an Ogg file")]
    public void Another_kind_of_file_is_named(string codec, string format, string found)
    {
        var path = Tool.Tone(_folder.At("a.wav"), 0.2, 22050, 1, "-c:a", codec, "-f", format);

        Refusal(path).ShouldContain(found);
    }

    [Theory]
    [InlineData("#EXTM3U\nhttp://127.0.0.1/a.ts\n", "it is a playlist")]
    [InlineData("ffconcat version 1.0\nfile /etc/passwd\n", "it is an ffmpeg script")]
    [InlineData("RIFF\u0001\u0001\u0001\u0001AVI LIST", "it is a RIFF file of type \"AVI \"")]
    [InlineData("Once upon a time", "it starts with \"Once upon a \"")]
    [InlineData("\0\u0001\u0002", "it starts with the bytes 000102")]
    public void A_script_or_text_with_the_name_of_a_WAV_is_refused(string content, string found)
    {
        Refusal(Encoding.ASCII.GetBytes(content)).ShouldContain(found);
    }

    [Fact]
    public void What_is_no_file_is_refused_and_never_waited_for()
    {
        Tool.Run("mkfifo", _folder.At("pipe.wav"));
        File.CreateSymbolicLink(_folder.At("link.wav"), _folder.At("pipe.wav"));
        Directory.CreateDirectory(_folder.At("folder.wav"));

        Refusal(_folder.At("pipe.wav")).ShouldContain("it is a pipe or a device, not a file");
        Refusal(_folder.At("link.wav")).ShouldContain("it is a pipe or a device, not a file");
        Refusal(_folder.At("folder.wav")).ShouldContain("it is a folder");
        Refusal("/dev/zero").ShouldContain("it is empty");
        Refusal([]).ShouldContain("it is empty");
    }

    [Fact]
    public void A_file_of_2_GiB_or_more_is_refused_unread()
    {
        var path = _folder.Write("bomb.wav", new WavBytes { DataSize = 0xFFFF_FFF0 }.ToArray());
        using (var file = File.OpenWrite(path))
        {
            file.SetLength(1L << 32);
        }

        Refusal(path).ShouldContain("it has 4,294,967,296 bytes");
    }

    [Fact]
    public void Chunks_without_end_are_refused()
    {
        var bytes = new WavBytes { Before = [.. Enumerable.Repeat(("JUNK", new byte[2]), 300)] };

        Refusal(bytes).ShouldContain("more than 256 chunks");
    }

    [Fact]
    public void A_missing_file_is_a_matter_of_storage()
    {
        var error = Should.Throw<StorageException>(() => WavFacts.Read(_folder.At("none.wav")));

        error.Path.ShouldBe(_folder.At("none.wav"));
        error.Message.ShouldContain("it does not exist");
    }

    private string Refusal(WavBytes bytes) => Refusal(bytes.ToArray());

    private string Refusal(byte[] bytes) => Refusal(_folder.Write("a.wav", bytes));

    private static string Refusal(string path)
    {
        var message = Should.Throw<InvalidAudioException>(() => WavFacts.Read(path)).Message;
        message.ShouldStartWith($"{path} cannot be used: ");
        message.ShouldContain("Accepted: a WAV");
        return message;
    }
}
