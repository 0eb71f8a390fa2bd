using CacheActors.Compression;

namespace CacheActors.Tests.Support;

/// <summary>In place of ffmpeg: files of whole pages, a third of the WAV, that sometimes fail or need all that was reserved.</summary>
internal sealed class PageEncoder : IAudioEncoder
{
    public string Codec => "aac";

    public int BitRate => 48_000;

    public void EnsureAvailable() { }

    public long LargestOutputBytes(string wavPath) =>
        File.Exists(wavPath) ? Pages(new FileInfo(wavPath).Length, divisor: 2) : 0;

    public async Task<IReadOnlyList<EncodeResult>> EncodeAsync(
        IReadOnlyList<EncodeJob> batch,
        CancellationToken cancellationToken
    )
    {
        var results = new List<EncodeResult>();
        foreach (var job in batch)
        {
            cancellationToken.ThrowIfCancellationRequested();
            results.Add(await EncodeAsync(job));
        }
        return results;
    }

    private static async Task<EncodeResult> EncodeAsync(EncodeJob job)
    {
        byte[] wav;
        try
        {
            wav = await File.ReadAllBytesAsync(job.WavPath);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new EncodeResult.Unusable(job, "it was cleared");
        }
        // Decided by the audio, so that equal WAVs make equal files.
        var chance = wav[^1] % 10;
        if (chance == 0)
        {
            return new EncodeResult.Unusable(job, "it is one of those");
        }
        var size = Pages(wav.Length, divisor: chance == 1 ? 2 : 3);
        await File.WriteAllBytesAsync(job.OutputPath, wav.AsMemory(0, (int)size));
        return new EncodeResult.Encoded(job);
    }

    private static long Pages(long wavBytes, int divisor)
    {
        var pages = wavBytes / PageSynthesizer.PageBytes;
        return (pages + divisor - 1) / divisor * PageSynthesizer.PageBytes;
    }
}
