using System.Security.Cryptography;
using CacheActors.Downloads;
using CacheActors.Files;
using CacheActors.Space;
using CacheActors.Tests.Files;
using CacheActors.Tests.Processes;
using Shouldly;

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
        Ledger = new SpaceLedger(Options.Budget.MaxBytes);
        _downloader = new Downloader(
            new FileStore(
                _folder,
                _io,
                new Room(Ledger),
                QuietDisk.Watch,
                new Quarantine(_folder, TimeProvider.System)
            ),
            _io,
            http,
            Options,
            Time,
            random: () => 0.5
        );
    }

    public CacheActorsOptions Options { get; } = new();

    public SpaceLedger Ledger { get; }

    public ManualTime Time { get; } = new();

    public List<DownloadProgress> Progress { get; } = [];

    /// <summary>Neither a file nor space for one is left behind.</summary>
    public void ShouldHaveNothing()
    {
        Directory.GetFiles(_folder.StagingFolder).ShouldBeEmpty();
        Ledger.Taken.ShouldBe(0);
    }

    /// <summary>The bytes that came.</summary>
    public async Task<byte[]> DownloadAsync(Uri address, byte[] expected)
    {
        var request = new DownloadRequest(address, Convert.ToHexStringLower(SHA256.HashData(expected)), "voice");
        var staged = await _downloader
            .DownloadAsync(request, Progress.Add, CancellationToken.None)
            .WaitAsync(TimeSpan.FromMinutes(1));
        return await File.ReadAllBytesAsync(staged.Path);
    }

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
