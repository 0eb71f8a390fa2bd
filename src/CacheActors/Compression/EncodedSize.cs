using CacheActors.Files;

namespace CacheActors.Compression;

/// <summary>How large an encoded file can become, whatever the audio and the bit rate.</summary>
internal static class EncodedSize
{
    // ISO/IEC 14496-3: a frame of AAC-LC is 1024 samples and has at most 6144 bits for each channel.
    private const int FrameSamples = 1024;
    private const int FrameBytesPerChannel = 6144 / 8;

    // The tables of an MP4 at their worst: a size (4), a duration (8), a chunk of its own (12) and its place (8).
    private const int TableBytesPerFrame = 4 + 8 + 12 + 8;

    // One frame in front for the encoder's delay, one at the end that is not full, and one for rounding in resampling.
    private const int ExtraFrames = 3;

    // All boxes without frames and tags have some 900 bytes.
    private const int Boxes = 4096;

    // A tag takes at least 9 bytes in a WAV, and 24 more than its text in an MP4.
    private const int TagGrowth = 4;

    // What AAC has. Other rates become the nearest of these.
    private static readonly int[] SampleRates =
    [
        7350,
        8000,
        11_025,
        12_000,
        16_000,
        22_050,
        24_000,
        32_000,
        44_100,
        48_000,
        64_000,
        88_200,
        96_000,
    ];

    /// <summary>More bytes than the encoded file can have.</summary>
    /// <param name="wav">What is encoded.</param>
    /// <param name="fileBytes">Bytes of the WAV's file: what is not audio may be tags, which are kept.</param>
    /// <param name="settings">How it is encoded.</param>
    public static long AtMost(WavFacts wav, long fileBytes, CompressionOptions settings)
    {
        var rate = SampleRates.FirstOrDefault(r => r >= wav.SampleRate, SampleRates[^1]);
        var samples = (wav.SampleFrames * rate + wav.SampleRate - 1) / wav.SampleRate;
        var frames = (samples + FrameSamples - 1) / FrameSamples + ExtraFrames;
        var channels = settings.Mono ? 1 : wav.Channels;
        var tags = (fileBytes - wav.DataBytes) * TagGrowth;
        return frames * (channels * FrameBytesPerChannel + TableBytesPerFrame) + tags + Boxes;
    }
}
