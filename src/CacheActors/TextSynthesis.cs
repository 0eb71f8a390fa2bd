using CacheActors.Domain.Entries;
using CacheActors.Domain.Speech;
using CacheActors.Hosting;
using CacheActors.Speech;

namespace CacheActors;

/// <summary>Speaks a whole text into a cache: parts it into segments of some seconds, several of which are spoken at a time.</summary>
public sealed class TextSynthesis
{
    private readonly IAudioCache _cache;
    private readonly ISpeechSynthesizer _synthesizer;
    private readonly int _parallelism;
    private readonly TimeProvider _time;

    /// <summary>Creates it.</summary>
    /// <param name="cache">Where the speech is kept.</param>
    /// <param name="synthesizer">Is asked whether the voice exists; the one the cache was opened with.</param>
    /// <param name="options">The settings: how many segments are spoken at a time.</param>
    public TextSynthesis(IAudioCache cache, ISpeechSynthesizer synthesizer, CacheActorsOptions options)
        : this(cache, synthesizer, Cores.OrElse(options.Speech.Processes), TimeProvider.System) { }

    internal TextSynthesis(IAudioCache cache, ISpeechSynthesizer synthesizer, int parallelism, TimeProvider time)
    {
        _cache = cache;
        _synthesizer = synthesizer;
        _parallelism = parallelism;
        _time = time;
    }

    /// <summary>
    /// Speaks what of a text is not in the cache yet. A segment that cannot be spoken does not stop the others. What was
    /// finished when it is cancelled or fails stays in the cache, so that the next run goes on from there.
    /// </summary>
    /// <param name="request">The text, and where it belongs.</param>
    /// <param name="progress">Is told of each finished segment, and of the total at the start.</param>
    /// <param name="cancellationToken">Starts no more segments; those under way are stored or dropped before this returns.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not within 0.25 to 4.</exception>
    /// <exception cref="UnknownVoiceException">The synthesizer has no such voice; nothing was spoken.</exception>
    /// <exception cref="MissingToolException">The synthesizer is not installed.</exception>
    /// <exception cref="InvalidSettingsException">The synthesizer cannot speak at this rate.</exception>
    /// <exception cref="StorageException">The disk is full or refuses.</exception>
    /// <exception cref="CacheInUseException">The cache belongs to another process.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<TextSynthesisReport> RunAsync(
        TextSynthesisRequest request,
        IProgress<TextSynthesisProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var start = _time.GetTimestamp();
        var segments = TextSegmenter.Split(request.Text, request.Rate);
        var tally = new TextSynthesisTally(segments, progress);
        // Only when something has to be spoken: with everything in the cache no synthesizer is needed.
        var voiceCheck = new Lazy<Task>(() => _synthesizer.CheckVoiceAsync(request.VoiceId, cancellationToken));
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = _parallelism,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(
            Enumerable.Range(0, segments.Count),
            options,
            async (index, stop) =>
            {
                try
                {
                    tally.Add(index, await GetAsync(request, segments[index], voiceCheck, stop));
                }
                catch (CacheException error) when (ConcernsOneSegment(error))
                {
                    tally.Add(index, error);
                }
            }
        );
        return tally.Report(_time.GetElapsedTime(start));
    }

    private async Task<CachedAudio> GetAsync(
        TextSynthesisRequest request,
        TextSegment segment,
        Lazy<Task> voiceCheck,
        CancellationToken cancellationToken
    )
    {
        var key = EntryKey.For(request.VoiceId, segment.Text, request.Rate);
        if (await _cache.TryGetAsync(key, cancellationToken) is { } hit)
        {
            return hit;
        }
        await voiceCheck.Value;
        var wanted = new SynthesisRequest(
            segment.Text,
            request.VoiceId,
            request.Rate,
            request.BookId,
            segment.Chapter,
            segment.Segment
        );
        return await _cache.GetOrSynthesizeAsync(wanted, cancellationToken);
    }

    // The others would fail for all segments alike.
    private static bool ConcernsOneSegment(CacheException error) =>
        error
            is not (
                MissingToolException
                or UnknownVoiceException
                or InvalidSettingsException
                or StorageException
                or CacheInUseException
            );
}
