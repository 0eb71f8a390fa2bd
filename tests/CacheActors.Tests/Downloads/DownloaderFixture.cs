using System.Security.Cryptography;
using CacheActors.Downloads;
using CacheActors.Entries;
using CacheActors.Files;
using CacheActors.Space;
using CacheActors.Tests.Files;
using CacheActors.Tests.Processes;

namespace CacheActors.Tests.Downloads;

/// <summary>A downloader into a folder of its own, on a clock that the test moves.</summary>
internal sealed class DownloaderFixture : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly CacheFolder _folder;
    private readonly IoPool _io = new();
    private readonly Downloader _downloader;

    public DownloaderFixture(Action<CacheActorsOptions>? configure = null, HttpClient? http = null)
    {
        Options.Download.Attempts = 3;
        configure?.Invoke(Options);
        _folder = new CacheFolder(_temporary.At("cache"));
        _folder.Create();
        var files = new FileStore(_folder, _io, new Room(new SpaceLedger(Options.Budget.MaxBytes)), QuietDisk.Watch);
        _downloader = new Downloader(files, _io, http, Options, Time, random: () => 0.5);
    }

    public CacheActorsOptions Options { get; } = new();

    public ManualTime Time { get; } = new();

    public List<DownloadProgress> Progress { get; } = [];

    public string[] Staged => Directory.GetFiles(_folder.StagingFolder);

    /// <summary>The bytes that came.</summary>
    public async Task<byte[]> DownloadAsync(Uri address, byte[] expected) =>
        await File.ReadAllBytesAsync((await StageAsync(address, expected)).Path);

    public Task<StagedAudio> StageAsync(Uri address, byte[] expected) =>
        _downloader.DownloadAsync(
            new DownloadRequest(address, Convert.ToHexStringLower(SHA256.HashData(expected)), "voice"),
            Progress.Add,
            CancellationToken.None
        );

    /// <summary>Lets the wait before the next try begin and end; returns how long it was.</summary>
    public async Task<TimeSpan> WaitForRetryAsync()
    {
        var wait = await Time.TimerStartedAsync(length => length != Options.Download.IdleTimeout);
        Time.Advance(wait);
        return wait;
    }

    public void Dispose()
    {
        _downloader.Dispose();
        _io.Dispose();
        _temporary.Dispose();
    }
}
