using Akka.Actor;
using CacheActors.Domain.Entries;
using CacheActors.Downloads;

namespace CacheActors.Entries;

// How a missing entry comes from a server: one download at a time, and everybody who asks meanwhile waits for it.
internal sealed partial class CacheEntryActor
{
    private DownloadFlight? _download;

    private void OnGetOrDownload(EntryMessage.GetOrDownload message)
    {
        if (_state is EntryState.Held held)
        {
            CountUse();
            AnnounceReady();
            Sender.Tell(Playable(held, hit: true));
            return;
        }
        if (_download?.TryJoin(message.Caller) == false)
        {
            // Everybody else gave up: it is being stopped, and begins anew after that.
            Stash.Stash();
            return;
        }
        _waiting.Add(Sender);
        if (!_recording)
        {
            var download = new DownloadFlight(message.Caller, _services.Closing);
            _download = download;
            Record(message, () => DownloadAsync(message.Request, download));
        }
    }

    private async Task<EntryCommand.Store> DownloadAsync(DownloadRequest request, DownloadFlight download)
    {
        var staged = await _services.Downloader.DownloadAsync(request, download.Report, download.Token);
        return await _services.Recorder.AdoptAsync(_key, staged.Path, staged.Store, download.Token);
    }
}
