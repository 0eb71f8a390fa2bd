using Akka.Actor;
using CacheActors.Diagnostics;
using CacheActors.Downloads;
using CacheActors.Entries;
using CacheActors.Files;
using Serilog;

namespace CacheActors;

public sealed partial class AudioCache
{
    /// <inheritdoc/>
    public async Task<CachedAudio> GetOrDownloadAsync(
        DownloadRequest request,
        IProgress<DownloadProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        if (!Downloader.CanReach(request.Address))
        {
            throw new ArgumentException(
                $"'{request.Address}' cannot be downloaded: an address starts with http:// or https://.",
                nameof(request)
            );
        }
        var key = request.Key;
        if (request.LocalRecording is { } recording && await UnderstandAsync(recording, cancellationToken) is { } local)
        {
            return new CachedAudio(key, Path.GetFullPath(recording), local.Duration, Hit: true);
        }
        var caller = new DownloadCaller(progress, cancellationToken);
        if (_open.Passing is { } passing)
        {
            return await passing.DownloadAsync(key, request, caller);
        }
        if (_open.Hits.TryFind(key, out var known) && await known is { } hit)
        {
            return hit;
        }
        using var call = CacheTrace.Call("cache.get-or-download", key);
        var started = _open.Meter.Now;
        var audio = await Entries.Ask<CachedAudio>(
            new EntryMessage.GetOrDownload(key, request, caller),
            cancellationToken
        );
        if (!audio.Hit)
        {
            await CatchUpAsync(cancellationToken);
            _open.Meter.DownloadTook(started);
        }
        Count(audio);
        return audio;
    }

    private async Task<AudioFacts?> UnderstandAsync(string recording, CancellationToken cancellationToken)
    {
        try
        {
            return await _open.Io.RunAsync(
                () => File.Exists(recording) ? AudioFacts.Read(recording) : null,
                cancellationToken
            );
        }
        catch (CacheException e)
        {
            // The same audio is to be had elsewhere.
            Log.Warning(e, "The local recording {Recording} does not play; what the server has is used", recording);
            return null;
        }
    }
}
