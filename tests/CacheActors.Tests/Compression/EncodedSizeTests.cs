using System.Text;
using CacheActors.Compression;
using CacheActors.Files;
using CacheActors.Tests.Files;

namespace CacheActors.Tests.Compression;

/// <summary>What is reserved for an encoder is never too little, with audio that cannot be made smaller.</summary>
public sealed class EncodedSizeTests : IDisposable
{
    private readonly TestEncoder _encoder = new();

    public void Dispose() => _encoder.Dispose();

    [Theory]
    [InlineData(5000, 1, "fast", true)]
    [InlineData(8000, 1, "fast", true)]
    [InlineData(8000, 2, "twoloop", false)]
    [InlineData(22050, 1, "fast", true)]
    [InlineData(22050, 1, "twoloop", true)]
    [InlineData(30000, 1, "fast", true)]
    [InlineData(44100, 2, "fast", false)]
    [InlineData(96000, 2, "fast", false)]
    [InlineData(192000, 2, "fast", true)]
    public async Task Noise_at_the_highest_bit_rate_is_not_larger(uint rate, ushort channels, string coder, bool mono)
    {
        _encoder.Settings = new CompressionOptions
        {
            BitRate = 320_000,
            Coder = coder,
            Mono = mono,
        };
        var job = _encoder.Job("noise", Noise(rate, channels, seconds: 4));

        (await _encoder.RunAsync(job)).ShouldHaveSingleItem().ShouldBeOfType<EncodeResult.Encoded>();

        ShouldFit(job);
    }

    [Fact]
    public async Task One_sample_is_not_larger()
    {
        var job = _encoder.Job("one", TestEncoder.Wav(1 / 22050.0));

        (await _encoder.RunAsync(job)).ShouldHaveSingleItem().ShouldBeOfType<EncodeResult.Encoded>();

        ShouldFit(job);
    }

    [Fact]
    public async Task Tags_are_counted()
    {
        // Chunks of INFO: each with a name, a length and its text.
        string[] names = ["INAM", "IART", "IPRD", "ICMT", "IGNR", "ICRD", "ICOP", "ITRK"];
        byte[] info =
        [
            .. "INFO"u8,
            .. names.SelectMany(name =>
                Encoding
                    .ASCII.GetBytes(name)
                    .Concat(BitConverter.GetBytes(20_000))
                    .Concat(Enumerable.Repeat((byte)'x', 19_999).Append((byte)0))
            ),
        ];
        var job = _encoder.Job("tags", TestEncoder.Wav(0.1, before: [("LIST", info)]));

        (await _encoder.RunAsync(job)).ShouldHaveSingleItem().ShouldBeOfType<EncodeResult.Encoded>();

        new FileInfo(job.OutputPath).Length.ShouldBeGreaterThan(60_000, "the tags are kept");
        ShouldFit(job);
    }

    private void ShouldFit(EncodeJob job)
    {
        var atMost = EncodedSize.AtMost(
            WavFacts.Read(job.WavPath),
            new FileInfo(job.WavPath).Length,
            _encoder.Settings
        );
        new FileInfo(job.OutputPath).Length.ShouldBeLessThanOrEqualTo(atMost);
    }

    private static byte[] Noise(uint rate, ushort channels, int seconds)
    {
        var samples = new byte[rate * channels * 2 * seconds];
        new Random(1).NextBytes(samples);
        return new WavBytes
        {
            SampleRate = rate,
            Channels = channels,
            Data = samples,
        }.ToArray();
    }
}
