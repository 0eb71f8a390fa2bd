using System.Threading.Channels;
using Akka.Actor;
using Akka.Event;
using CacheActors.Diagnostics;
using CacheActors.Domain.Entries;
using CacheActors.Domain.Eviction;
using CacheActors.Entries;

namespace CacheActors.Eviction;

/// <summary>
/// Asks entries to go, in turn and many at once, until enough is freed or nobody is left. The entries decide: one that
/// refuses is passed over, one that was used meanwhile waits for its new turn.
/// </summary>
internal sealed class EvictionRun(
    IActorRef entries,
    TimeSpan answerTimeout,
    EvictionReason reason,
    IVictims victims,
    ILoggingAdapter log
)
{
    // Enough for one commit of the journal to carry many, few enough to leave the others their share of processor and disk.
    private const int AtOnce = 1024;

    private readonly Channel<Answer[]> _answers = Channel.CreateUnbounded<Answer[]>(
        new UnboundedChannelOptions { SingleReader = true }
    );
    private readonly string _correlationId = CacheTrace.Correlation();
    private readonly List<EvictedEntry> _evicted = [];
    private readonly List<SpaceHolder> _kept = [];
    private long _expectedBytes;
    private int _asked;

    /// <summary>What was let go so far.</summary>
    public IReadOnlyList<EvictedEntry> Evicted => _evicted;

    /// <summary>What refused, and why.</summary>
    public IReadOnlyList<SpaceHolder> Kept => _kept;

    /// <summary>Bytes that the disk has back so far.</summary>
    public long FreedBytes { get; private set; }

    /// <param name="missingBytes">Says how much is still to be freed; asked again and again.</param>
    /// <param name="cancellationToken">Asks nobody else; ends when all that were asked have answered.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task RunAsync(Func<long> missingBytes, CancellationToken cancellationToken)
    {
        var isOver = false;
        while (true)
        {
            // What was asked for is on its way: no more is asked for than is needed on top of it.
            while (
                !isOver
                && !cancellationToken.IsCancellationRequested
                && _asked < AtOnce
                && missingBytes() > _expectedBytes
            )
            {
                var next = await victims.NextAsync();
                isOver = next.Count == 0;
                if (!isOver)
                {
                    Ask(next);
                }
            }
            if (_asked == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                return;
            }
            isOver &= !Take(await _answers.Reader.ReadAsync(CancellationToken.None));
        }
    }

    // Those who go together answer together: which of them frees the bytes they share is not known before.
    private void Ask(IReadOnlyList<Victim> together)
    {
        _asked += together.Count;
        _expectedBytes += together.Sum(victim => victim.FreesBytes);
        _ = AnswerAsync();

        async Task AnswerAsync() =>
            _answers.Writer.TryWrite(
                together is [var alone] ? [await AskAsync(alone)] : await Task.WhenAll(together.Select(AskAsync))
            );
    }

    private async Task<Answer> AskAsync(Victim victim)
    {
        DateTimeOffset? lastUse = reason == EvictionReason.Cleared ? null : victim.Entry.LastUse;
        var evict = new EntryMessage.Evict(victim.Entry.Key, reason, lastUse) { CorrelationId = _correlationId };
        try
        {
            return new Answer(victim, await entries.Ask<EntryReply>(evict, answerTimeout), null);
        }
        catch (Exception e)
        {
            return new Answer(victim, null, e);
        }
    }

    /// <returns>True when somebody's turn comes again.</returns>
    private bool Take(Answer[] together)
    {
        _asked -= together.Length;
        _expectedBytes -= together.Sum(answer => answer.Victim.FreesBytes);
        var putBack = false;
        foreach (var answer in together)
        {
            putBack |= Take(answer);
        }
        return putBack;
    }

    private bool Take(Answer answer)
    {
        var (victim, reply, failure) = answer;
        var entry = victim.Entry;
        switch (reply)
        {
            case EntryReply.LetGo letGo:
                FreedBytes += letGo.FreedBytes;
                _evicted.Add(new EvictedEntry(entry.Key, entry.SizeBytes, entry.LastUse));
                return false;
            case EntryReply.UsedSince used:
                victims.PutBack(victim, used.LastUse);
                return true;
            case EntryReply.InUse:
                Keep(WhyKept.InUse);
                return false;
            case EntryReply.Refused refused:
                Keep(WhyKept.Of(refused.Rejection));
                return false;
            default:
                log.Warning(failure, "{EntryKey} could not be asked to go", entry.Key);
                Keep("it does not answer");
                return false;
        }

        void Keep(string why) => _kept.Add(new SpaceHolder(entry.Key, entry.SizeBytes, why));
    }

    private sealed record Answer(Victim Victim, EntryReply? Reply, Exception? Failure);
}
