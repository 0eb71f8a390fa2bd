using CacheActors.Compression;
using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Processes;
using CacheActors.Tests.Files;
using CacheActors.Tests.Processes;

namespace CacheActors.Tests.Compression;

/// <summary>An encoder with the real ffmpeg, and a folder with files for it.</summary>
internal sealed class TestEncoder : IDisposable
{
    private readonly IoPool _io = new();

    public TestEncoder(TimeProvider? time = null)
    {
        Processes = new ChildProcesses(time ?? TimeProvider.System);
        Directory.CreateDirectory(OutputFolder);
    }

    public TemporaryFolder Folder { get; } = new();

    public ChildProcesses Processes { get; }

    public CompressionOptions Settings { get; set; } = new();

    public string OutputFolder => Folder.At("staging");

    public IEnumerable<string> Outputs => Directory.EnumerateFileSystemEntries(OutputFolder);

    public void Dispose()
    {
        _io.Dispose();
        Folder.Dispose();
    }

    public EncodeJob Job(string name, byte[] wav) =>
        new(EntryKey.For("en", name, 1), Folder.Write(name, wav), Path.Combine(OutputFolder, $"{name}.part"));

    public EncodeJob Job(string name, double seconds = 0.5) => Job(name, Wav(seconds));

    public Task<IReadOnlyList<EncodeResult>> RunAsync(params EncodeJob[] batch) =>
        RunAsync(batch, CancellationToken.None);

    public Task<IReadOnlyList<EncodeResult>> RunAsync(EncodeJob[] batch, CancellationToken cancellationToken) =>
        new FfmpegEncoder(Settings, Processes, _io).EncodeAsync(batch, cancellationToken);

    /// <summary>Puts a shell script in ffmpeg's place. <c>ffmpeg</c> in it is the real one, <c>$last</c> the last output.</summary>
    public void ReplaceFfmpeg(string script)
    {
        const string Last = "for last; do :; done; last=${last#file:}";
        var path = TestScript.Write(Folder.At("ffmpeg"), $"{Last}\n{script}");
        Settings.Ffmpeg = path;
    }

    /// <summary>16-bit PCM with a tone in it.</summary>
    public static byte[] Wav(
        double seconds,
        uint rate = 22050,
        ushort channels = 1,
        (string, byte[])[]? before = null
    ) =>
        new WavBytes
        {
            SampleRate = rate,
            Channels = channels,
            Before = before ?? [],
            Data = Samples((int)Math.Round(seconds * rate), channels),
        }.ToArray();

    /// <summary>16-bit samples of a tone, the same in all channels.</summary>
    public static byte[] Samples(int frames, int channels) =>
        [
            .. Enumerable
                .Range(0, frames)
                .SelectMany(i => Enumerable.Repeat((short)(8000 * Math.Sin(i * 0.1)), channels))
                .SelectMany(BitConverter.GetBytes),
        ];
}
