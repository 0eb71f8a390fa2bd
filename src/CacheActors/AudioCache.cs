using Akka.Actor;
using CacheActors.Compression;
using CacheActors.Diagnostics;
using CacheActors.Domain.Entries;
using CacheActors.Entries;
using CacheActors.Files;
using CacheActors.Hosting;
using CacheActors.Speech;
using CacheActors.Views;

namespace CacheActors;

/// <summary>A cache folder that this process owns. Calls may come from any thread, any number at a time.</summary>
public sealed partial class AudioCache
    : IAudioCache,
        ICompression,
        IEviction,
        IBackup,
        IReconciliation,
        ICacheStatistics,
        IAsyncDisposable
{
    private readonly OpenCache _open;
    private readonly CacheActorsOptions _options;
    private readonly ISpeechSynthesizer? _synthesizer;

    internal AudioCache(OpenCache open, CacheActorsOptions options, ISpeechSynthesizer? synthesizer)
    {
        _synthesizer = synthesizer;
        _open = open;
        _options = options;
        Reader = new CacheReader(open.Folder, open.Io, options.Budget.MaxBytes, ViewRepair.By(open.Parts.Projections));
        Audit = new CacheAudit(open.Folder);
    }

    /// <summary>Lists, statistics and histories of this cache.</summary>
    public CacheReader Reader { get; }

    /// <summary>Audits this cache.</summary>
    public CacheAudit Audit { get; }

    /// <summary>Processes of ffmpeg and espeak-ng that were started for this cache since it was opened.</summary>
    public long ProcessesStarted =>
        _open.Processes.Started + ((_synthesizer as EspeakSynthesizer)?.ProcessesStarted ?? 0);

    /// <summary>What the disk of this cache has free, asked now. Blocks shortly.</summary>
    /// <exception cref="StorageException">The disk does not say.</exception>
    public DiskSpace DiskSpace => _open.Disk.Look();

    /// <summary>
    /// Raised, and logged, when the disk has less free than <c>budget.warn-free-disk</c>: once, until it has more again. Runs
    /// on a thread that has other work to do: be short.
    /// </summary>
    public event EventHandler<DiskRanLowEventArgs> DiskRanLow
    {
        add => _open.Disk.RanLow += value;
        remove => _open.Disk.RanLow -= value;
    }

    /// <summary>Opens a cache, creates it when the folder is new, and takes possession of it until disposed.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="synthesizer">Makes what is missing; null: what is missing is an error.</param>
    /// <param name="cancellationToken">Gives up opening.</param>
    /// <exception cref="InvalidSettingsException">Settings are missing or out of range; the message lists all.</exception>
    /// <exception cref="CacheInUseException">Another process, or another part of this one, has it open.</exception>
    /// <exception cref="StorageException">The folder cannot be created or written.</exception>
    /// <exception cref="JournalDamagedException">The journal cannot be read.</exception>
    public static Task<AudioCache> OpenAsync(
        CacheActorsOptions options,
        ISpeechSynthesizer? synthesizer = null,
        CancellationToken cancellationToken = default
    ) => OpenAsync(options, new CacheDependencies { Synthesizer = synthesizer }, cancellationToken);

    /// <summary>Opens a cache with the default settings, creates it when the folder is new, and takes possession of it until disposed.</summary>
    /// <param name="folder">The cache folder.</param>
    /// <inheritdoc cref="OpenAsync(CacheActorsOptions, ISpeechSynthesizer?, CancellationToken)"/>
    public static Task<AudioCache> OpenAsync(
        string folder,
        ISpeechSynthesizer? synthesizer = null,
        CancellationToken cancellationToken = default
    ) => OpenAsync(new CacheActorsOptions { Folder = folder }, synthesizer, cancellationToken);

    /// <inheritdoc cref="OpenAsync(CacheActorsOptions, ISpeechSynthesizer?, CancellationToken)"/>
    /// <param name="options">The settings.</param>
    /// <param name="dependencies">What the host gives it to work with.</param>
    /// <param name="cancellationToken">Gives up opening.</param>
    public static async Task<AudioCache> OpenAsync(
        CacheActorsOptions options,
        CacheDependencies dependencies,
        CancellationToken cancellationToken = default
    )
    {
        SettingsFile.Check(options);
        var open = await OpenCache.OpenAsync(options, dependencies, replace: null, cancellationToken);
        return new AudioCache(open, options, dependencies.Synthesizer);
    }

    /// <inheritdoc/>
    public Task<CachedAudio> GetOrSynthesizeAsync(
        SynthesisRequest request,
        CancellationToken cancellationToken = default
    )
    {
        if (string.IsNullOrWhiteSpace(request.Text))
        {
            throw new ArgumentException("There is nothing to speak.", nameof(request));
        }

        var key = EntryKey.For(request.VoiceId, request.Text, request.Rate);
        if (_open.Passing is { } passing)
        {
            return passing.SpeakAsync(key, request, cancellationToken);
        }
        return _open.Hits.TryFind(key, out var known) && known != Hits.Nothing
            ? known!
            : SynthesizeAsync(key, request, cancellationToken);
    }

    private async Task<CachedAudio> SynthesizeAsync(
        EntryKey key,
        SynthesisRequest request,
        CancellationToken cancellationToken
    )
    {
        using var call = CacheTrace.Call("cache.get-or-synthesize", key);
        var started = _open.Meter.Now;
        var audio = await Entries.Ask<CachedAudio>(new EntryMessage.GetOrSynthesize(key, request), cancellationToken);
        if (!audio.Hit)
        {
            await CatchUpAsync(cancellationToken);
            _open.Meter.SynthesisTook(started);
        }
        Count(audio);
        return audio;
    }

    /// <inheritdoc/>
    public async Task<CachedAudio> ImportAsync(ImportRequest request, CancellationToken cancellationToken = default)
    {
        RefuseWithoutStoring("imported");
        using var call = CacheTrace.Call("cache.import");
        var (key, stagingPath, store) = await _open.Recorder.StageAsync(request, cancellationToken);
        // From here on the entry owns the staged file, whether this caller waits or not.
        var audio = await Entries.Ask<CachedAudio>(new EntryMessage.Adopt(key, stagingPath, store), cancellationToken);
        if (!audio.Hit)
        {
            await CatchUpAsync(cancellationToken);
        }

        return audio;
    }

    /// <inheritdoc/>
    public Task<CachedAudio?> TryGetAsync(EntryKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _open.Passing is not null ? Hits.Nothing
            : _open.Hits.TryFind(key, out var answer) ? answer
            : AskForAudioAsync(key, cancellationToken);
    }

    /// <inheritdoc/>
    public void MarkUsed(EntryKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (_open.Passing is null)
        {
            _open.Ready.MarkUsed(key);
        }
    }

    private async Task<CachedAudio?> AskForAudioAsync(EntryKey key, CancellationToken cancellationToken)
    {
        var reply = await Entries.Ask<EntryReply>(
            new EntryMessage.TryGet(key),
            _options.Entries.AnswerTimeout,
            cancellationToken
        );
        var audio = (reply as EntryReply.Found)?.Audio;
        if (audio is not null)
        {
            Count(audio);
        }
        return audio;
    }

    /// <inheritdoc/>
    public async Task<CompressionReport> CompressAsync(
        IReadOnlyCollection<EntryKey>? keys = null,
        IProgress<CompressionProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        using var call = CacheTrace.Call("cache.compress");
        await CatchUpAsync(cancellationToken);
        // While offline-first is off nobody is to blame for asking after what was not stored.
        if (
            keys is not null
            && _open.Passing is null
            && await Reader.FirstUnknownAsync(keys, cancellationToken) is { } unknown
        )
        {
            throw new UnknownEntryException(unknown.Value);
        }
        var job = new CompressionCoordinator.Compress(Guid.NewGuid(), keys, progress);
        var compression = _open.Parts.Compression;
        CompressionReport report;
        await using (cancellationToken.Register(() => compression.Tell(new CompressionCoordinator.Cancel(job.Id))))
        {
            report = await compression.Ask<CompressionReport>(job, CancellationToken.None);
        }

        await CatchUpAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        return report;
    }

    /// <inheritdoc/>
    public Task<CacheStatistics> StatisticsAsync(CancellationToken cancellationToken = default) =>
        Reader.StatisticsAsync(cancellationToken);

    /// <summary>Drops the views and makes them again from the journal. Readers see the old ones until the new are complete.</summary>
    /// <exception cref="JournalDamagedException">The journal cannot be read; the old views stay.</exception>
    public async Task<RebuildReport> RebuildViewsAsync(CancellationToken cancellationToken = default)
    {
        var started = TimeProvider.System.GetTimestamp();
        var rebuilt = await _open.Parts.Projections.Ask<ProjectionActor.CaughtUp>(
            ProjectionActor.Rebuild.Instance,
            cancellationToken
        );
        return new RebuildReport(rebuilt.Events, TimeProvider.System.GetElapsedTime(started));
    }

    /// <summary>
    /// Stops what is under way (a synthesis is dropped, a compression given back), journals what is pending, and gives the
    /// folder free.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        Reader.Dispose();
        Audit.Dispose();
        await _open.DisposeAsync();
    }

    /// <summary>As <see cref="DisposeAsync"/>, without waiting for what is under way once the caller is in a hurry.</summary>
    internal async Task CloseAsync(CancellationToken hurry)
    {
        Reader.Dispose();
        Audit.Dispose();
        await _open.CloseAsync(hurry);
    }

    /// <summary>Has views replaced that a reader found damaged.</summary>
    internal Task RepairViewsAsync(ulong damaged) => ViewRepair.By(_open.Parts.Projections)(damaged);

    /// <summary>How it is doing.</summary>
    internal Task<CacheHealth> CheckHealthAsync(CancellationToken cancellationToken) =>
        CacheHealth.MeasureAsync(_open, _options, Reader, cancellationToken);

    private IActorRef Entries =>
        _open.IsClosing
            ? throw new ObjectDisposedException(nameof(AudioCache), "The cache is closing.")
            : _open.Parts.Entries;

    private void Count(CachedAudio audio)
    {
        if (audio.Hit)
        {
            _open.Meter.Hit();
        }
        else
        {
            _open.Meter.Miss();
        }
    }

    private void RefuseWithoutStoring(string what)
    {
        if (_open.Passing is not null)
        {
            throw new CacheException(
                $"Nothing can be {what} while offline-first is off: nothing is stored. Switch the setting offline-first on, then try again."
            );
        }
    }

    // What was answered "done" is in the views when the caller sees the answer.
    private Task<ProjectionActor.CaughtUp> CatchUpAsync(CancellationToken cancellationToken) =>
        _open.Parts.Projections.Ask<ProjectionActor.CaughtUp>(ProjectionActor.CatchUp.Instance, cancellationToken);
}

/// <summary>What a rebuild of the views did.</summary>
/// <param name="Events">Events that went into them.</param>
/// <param name="Elapsed">Wall-clock time.</param>
public sealed record RebuildReport(long Events, TimeSpan Elapsed);
