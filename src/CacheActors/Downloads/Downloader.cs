using CacheActors.Diagnostics;
using CacheActors.Domain.Entries;
using CacheActors.Entries;
using CacheActors.Files;
using Polly;

namespace CacheActors.Downloads;

/// <summary>Brings remote audio into staging: whole, with the hash it must have, and understood. When it throws, nothing is left behind.</summary>
internal sealed class Downloader : IDisposable
{
    private const int MostRedirects = 10;

    private readonly IFileStore _files;
    private readonly IoPool _io;
    private readonly HttpClient _http;
    private readonly HttpClient? _ownHttp;
    private readonly CacheActorsOptions _options;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline _retries;
    private readonly SemaphoreSlim _connections;

    /// <param name="files">Where the bytes go.</param>
    /// <param name="io">Reads the headers of what came.</param>
    /// <param name="http">Sends the requests; null: one of its own.</param>
    /// <param name="options">The settings.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">From 0 to 1, spreads the waits between tries; null for any.</param>
    public Downloader(
        IFileStore files,
        IoPool io,
        HttpClient? http,
        CacheActorsOptions options,
        TimeProvider time,
        Func<double>? random = null
    )
    {
        _files = files;
        _io = io;
        _ownHttp = http is null ? NewHttp() : null;
        _http = http ?? _ownHttp!;
        _options = options;
        _time = time;
        _retries = DownloadRetries.Create(options.Download.Attempts, time, random);
        _connections = new SemaphoreSlim(options.Download.Connections);
    }

    /// <summary>True when it is an address of the kind that can be downloaded.</summary>
    public static bool CanReach(Uri address) =>
        address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    /// <summary>Downloads a file into staging, and checks it.</summary>
    /// <param name="request">What to download.</param>
    /// <param name="report">Is told how far it is.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="staged">Is told of the file before the next download may begin.</param>
    /// <exception cref="DownloadFailedException">The server failed, or sent something else.</exception>
    /// <exception cref="InvalidAudioException">It is what was asked for, but no audio the cache can keep.</exception>
    /// <exception cref="CacheFullException">There is no room.</exception>
    /// <exception cref="StorageException">The disk refused.</exception>
    public async Task<StagedAudio> DownloadAsync(
        DownloadRequest request,
        Action<DownloadProgress> report,
        CancellationToken cancellationToken,
        Action<string>? staged = null
    )
    {
        await _connections.WaitAsync(cancellationToken);
        using var step = CacheTrace.Step("download");
        var staging = _files.NewStagingPath("audio");
        try
        {
            string? mediaType = null;
            var file = await _files.WriteStagedAsync(
                staging,
                async (output, token) => mediaType = await ReceiveAsync(request.Address, output, report, token),
                cancellationToken
            );
            CheckHash(request, file, mediaType);
            var audio = await _io.RunAsync(() => Understand(request.Address, staging), cancellationToken);
            var store = new EntryCommand.Store(
                file.SizeBytes,
                file.Sha256,
                audio.DurationMs,
                request.BookId,
                request.VoiceId,
                request.ChapterIndex,
                request.SegmentIndex,
                EngineType: null,
                EntryOrigin.Downloaded
            )
            {
                Format = audio.Format,
            };
            staged?.Invoke(staging);
            return new StagedAudio(staging, store);
        }
        catch (Exception e)
        {
            await _files.DeleteAsync(staging);
            if (e is CacheException or OperationCanceledException)
            {
                throw;
            }
            // What an HttpClient of the host's throws when it was disposed of, or does not do what is asked.
            throw DownloadErrors.Failed(
                request.Address,
                e.Message.TrimEnd('.'),
                "Check the HttpClient that the cache was given.",
                inner: e
            );
        }
        finally
        {
            _connections.Release();
        }
    }

    public void Dispose()
    {
        _connections.Dispose();
        _ownHttp?.Dispose();
    }

    // How long to wait is decided per read, by download.idle-timeout; a limit for all of it would fail large files.
    private static HttpClient NewHttp() =>
        new(
            new SocketsHttpHandler
            {
                MaxAutomaticRedirections = MostRedirects,
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
                UseCookies = false,
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };

    /// <summary>Receives all of it; returns what the server calls it.</summary>
    private async Task<string?> ReceiveAsync(
        Uri address,
        Stream output,
        Action<DownloadProgress> report,
        CancellationToken cancellationToken
    )
    {
        var transfer = new HttpTransfer(
            _http,
            address,
            _options.Download,
            _options.Budget.MaxBytes,
            _time,
            output,
            report
        );
        try
        {
            while (
                !await _retries.ExecuteAsync(
                    static (transfer, token) => transfer.ContinueAsync(token),
                    transfer,
                    cancellationToken
                )
            )
            {
                // It was cut after it had brought much: at once on with the rest.
            }
        }
        catch (TransferCutException cut)
        {
            throw DownloadErrors.Failed(
                address,
                $"{cut.Message} ({_options.Download.Attempts} tries, {transfer.ReceivedBytes:N0} bytes received)",
                "Check the network and the server, then try again.",
                canRetry: true,
                cut
            );
        }
        report(new DownloadProgress(transfer.ReceivedBytes, transfer.ReceivedBytes));
        return transfer.MediaType;
    }

    private static void CheckHash(DownloadRequest request, FileFacts file, string? mediaType)
    {
        if (!string.Equals(file.Sha256, request.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw DownloadErrors.Failed(
                request.Address,
                $"the server sent {file.SizeBytes:N0} bytes of {mediaType ?? "an unnamed type"} with the SHA-256 {file.Sha256}, not {request.Sha256}",
                "It is another file, a page instead of a file, or was damaged on the way. Check the address and the SHA-256."
            );
        }
    }

    private static AudioFacts Understand(Uri address, string staging)
    {
        try
        {
            return AudioFacts.Read(staging);
        }
        catch (InvalidAudioException e)
        {
            // The staged file is gone before anybody can look at it: where it came from says more.
            throw new InvalidAudioException(
                e.Message.Replace(staging, DownloadErrors.Name(address), StringComparison.Ordinal),
                e
            );
        }
    }
}
