using Polly;
using Polly.Retry;

namespace CacheActors.Downloads;

/// <summary>How often, and after what waits, a cut transfer is taken up again.</summary>
internal static class DownloadRetries
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <param name="attempts">Tries in all, 1 or more.</param>
    /// <param name="time">Measures the waits.</param>
    /// <param name="random">From 0 to 1, spreads the waits so that many clients do not return at once; null for any.</param>
    public static ResiliencePipeline Create(int attempts, TimeProvider time, Func<double>? random)
    {
        var pipeline = new ResiliencePipelineBuilder { TimeProvider = time };
        if (attempts > 1)
        {
            var retries = new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<TransferCutException>(),
                MaxRetryAttempts = attempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = FirstWait,
                MaxDelay = LongestWait,
                DelayGenerator = args =>
                    ValueTask.FromResult((args.Outcome.Exception as TransferCutException)?.RetryAfter),
            };
            if (random is not null)
            {
                retries.Randomizer = random;
            }
            pipeline.AddRetry(retries);
        }
        return pipeline.Build();
    }
}
