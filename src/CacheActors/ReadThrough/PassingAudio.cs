using System.Collections.Concurrent;
using CacheActors.Domain.Entries;
using CacheActors.Downloads;
using CacheActors.Entries;
using CacheActors.Files;
using CacheActors.Space;
using Serilog;

namespace CacheActors.ReadThrough;

/// <summary>
/// Audio while offline-first is off: made or fetched for everybody who asks for it at the time, and not stored. No journal
/// knows of it; its file stays in staging until there is need of its room, or the cache closes. Thread-safe.
/// </summary>
internal sealed class PassingAudio
{
    private readonly Room _room;
    private readonly IFileStore _files;
    private readonly Recorder _recorder;
    private readonly Downloader _downloader;
    private readonly CancellationToken _closing;
    private readonly Lock _gate = new();
    private readonly Dictionary<EntryKey, Passing> _underWay = [];
    private readonly ConcurrentQueue<string> _oldestFirst = new();
    private Task _makingRoom = Task.CompletedTask;

    /// <param name="room">Space for these files alone: what is stored is not evicted for them.</param>
    /// <param name="files">Takes its space from that room.</param>
    /// <param name="recorder">Speaks.</param>
    /// <param name="downloader">Downloads.</param>
    /// <param name="closing">Cancelled when the cache closes.</param>
    public PassingAudio(
        Room room,
        IFileStore files,
        Recorder recorder,
        Downloader downloader,
        CancellationToken closing
    )
    {
        _room = room;
        _files = files;
        _recorder = recorder;
        _downloader = downloader;
        _closing = closing;
        room.MakeBy(BeginToMakeRoom);
    }

    /// <summary>The text, spoken for this caller and those who ask meanwhile.</summary>
    public Task<CachedAudio> SpeakAsync(EntryKey key, SynthesisRequest request, CancellationToken cancellationToken) =>
        JoinOrBegin(
            key,
            new DownloadCaller(progress: null, cancellationToken),
            flight => _recorder.StageSpeechAsync(key, request, flight.Token, _oldestFirst.Enqueue)
        );

    /// <summary>The file, downloaded for this caller and those who ask meanwhile.</summary>
    public Task<CachedAudio> DownloadAsync(EntryKey key, DownloadRequest request, DownloadCaller caller) =>
        JoinOrBegin(
            key,
            caller,
            flight => _downloader.DownloadAsync(request, flight.Report, flight.Token, _oldestFirst.Enqueue)
        );

    /// <summary>Waits for what is under way, which the closing of the cache cancels, and deletes the files.</summary>
    public async Task CloseAsync(CancellationToken enough)
    {
        Task[] underWay;
        lock (_gate)
        {
            underWay = [.. _underWay.Values.Select(passing => passing.Audio)];
        }
        try
        {
            await Task.WhenAll(underWay).WaitAsync(enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // Who asked was told.
            while (_oldestFirst.TryDequeue(out var path))
            {
                await _files.DeleteAsync(path);
            }
        }
        catch (StorageException e)
        {
            Log.Warning(e, "Files that passed through stay in staging until the next start");
        }
    }

    private Task<CachedAudio> JoinOrBegin(
        EntryKey key,
        DownloadCaller caller,
        Func<DownloadFlight, Task<StagedAudio>> make
    )
    {
        lock (_gate)
        {
            if (!_underWay.TryGetValue(key, out var passing) || !passing.Flight.TryJoin(caller))
            {
                var flight = new DownloadFlight(caller, _closing);
                passing = new Passing(flight, PassAsync(key, flight, make));
                _underWay[key] = passing;
            }
            return passing.Audio.WaitAsync(caller.Leaving);
        }
    }

    private async Task<CachedAudio> PassAsync(
        EntryKey key,
        DownloadFlight flight,
        Func<DownloadFlight, Task<StagedAudio>> make
    )
    {
        await Task.Yield(); // It is in the list before it can end.
        try
        {
            var staged = await make(flight);
            return new CachedAudio(key, staged.Path, TimeSpan.FromMilliseconds(staged.Store.DurationMs), Hit: false);
        }
        finally
        {
            lock (_gate)
            {
                if (_underWay.TryGetValue(key, out var passing) && passing.Flight == flight)
                {
                    _underWay.Remove(key);
                }
            }
            flight.Dispose();
        }
    }

    // One after the other: that there is nothing more to delete is true only when no deletion is under way.
    private void BeginToMakeRoom()
    {
        lock (_gate)
        {
            _makingRoom = MakeRoomAsync(after: _makingRoom);
        }
    }

    private async Task MakeRoomAsync(Task after)
    {
        await after.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            // First who waits, then what can go: who begins to wait after that look has a turn of its own.
            while (_room.Waiting is { Count: > 0 } waiting)
            {
                if (!_oldestFirst.TryDequeue(out var oldest))
                {
                    Refuse(waiting, request => new CacheFullException(request.Bytes, _room.Ledger.BudgetBytes, []));
                    return;
                }
                // Who waits goes on as soon as a deletion has given back enough.
                await _files.DeleteAsync(oldest);
            }
        }
        catch (Exception e)
        {
            // Whatever it is, nobody may wait for ever.
            Refuse(_room.Waiting, _ => e);
        }
    }

    private void Refuse(IEnumerable<SpaceRequest> waiting, Func<SpaceRequest, Exception> reason)
    {
        foreach (var request in waiting)
        {
            _room.Refuse(request, reason(request));
        }
    }

    private sealed record Passing(DownloadFlight Flight, Task<CachedAudio> Audio);
}
