using Akka.Actor;
using CacheActors.Diagnostics;
using CacheActors.Domain.Entries;
using Serilog;

namespace CacheActors.Entries;

/// <summary>
/// Has counted uses journaled, by each entry's actor, once per interval. A timer rather than an actor: what it would have to
/// survive is in <see cref="UseCounts"/>.
/// </summary>
internal sealed class UseRecorder : IDisposable
{
    // Enough for the journal to write them together; foreground work still comes in between.
    private const int AtOnce = 64;

    private readonly UseCounts _counts;
    private readonly IActorRef _entries;
    private readonly TimeSpan _answerTimeout;
    private readonly ITimer _timer;
    private readonly SemaphoreSlim _turn = new(1);

    public UseRecorder(UseCounts counts, IActorRef entries, EntryOptions options, TimeProvider time)
    {
        _counts = counts;
        _entries = entries;
        _answerTimeout = options.AnswerTimeout;
        _timer = time.CreateTimer(_ => _ = RecordAsync(), null, options.CoalesceAccess, options.CoalesceAccess);
        counts.Crowded = () => _ = Task.Run(RelieveAsync);
    }

    /// <summary>Has everything journaled that was counted so far. What cannot be is counted again.</summary>
    public async Task RecordAsync()
    {
        await _turn.WaitAsync();
        try
        {
            var taken = _counts.TakeAll();
            if (taken.Dropped > 0)
            {
                Log.Warning("{Uses} uses of entries were not counted: too many entries were used", taken.Dropped);
            }
            Exception? failure = null;
            var correlationId = CacheTrace.Correlation();
            await Parallel.ForEachAsync(
                taken.Entries,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
                async (uses, _) => failure = await TryRecordAsync(uses, correlationId) ?? failure
            );
            if (failure is not null)
            {
                Log.Warning(failure, "Uses of entries could not be journaled yet");
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Stops the timer. What was counted and not recorded is lost.</summary>
    public void Dispose() => _timer.Dispose();

    // The second time takes away what the first one left behind.
    private async Task RelieveAsync()
    {
        await RecordAsync();
        await RecordAsync();
    }

    private async Task<Exception?> TryRecordAsync(UseCounts.TakenUses uses, string correlationId)
    {
        try
        {
            // A refusal means that the entry is gone, and its uses with it.
            await _entries.Ask<EntryReply>(
                new EntryMessage.RecordUses(uses.Of.Key, uses.Uses, uses.Last) { CorrelationId = correlationId },
                _answerTimeout
            );
            return null;
        }
        catch (Exception e)
        {
            _counts.GiveBack(uses);
            return e;
        }
    }
}
