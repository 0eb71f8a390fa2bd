using CacheActors.Domain.Entries;
using CacheActors.Domain.Eviction;
using CacheActors.Space;
using CacheActors.Views.EntryList;

namespace CacheActors.Eviction;

/// <summary>
/// Makes room for those who wait for it, in turn, and brings a cache that is too large down to its budget. Who cannot be
/// served waits while compressions are under way, whose entries can be evicted after them, and is refused otherwise; in
/// both cases nothing is evicted for it.
/// </summary>
internal sealed class RoomMaker(EvictionContext context)
{
    private readonly Dictionary<EntryKey, SpaceHolder> _kept = [];
    private IReadOnlyList<SpaceRequest> _served = [];

    private Room Room => context.Services.Room;

    private SpaceLedger Ledger => Room.Ledger;

    private TimeProvider Time => context.Services.Time;

    /// <summary>An encoder may take so long: who waits longer waits for something that will not come.</summary>
    public TimeSpan Patience => context.Services.Options.Compression.TimeLimit;

    /// <summary>One pass.</summary>
    /// <returns>True when another pass can serve more at once.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await Room.Counted.WaitAsync(cancellationToken);
        var waiting = Room.Waiting;
        // What refused is passed over only as long as the same ones wait: later it may be free to go.
        if (!waiting.Any(_served.Contains))
        {
            _kept.Clear();
        }
        if (waiting.Count == 0 && Ledger.Free >= 0)
        {
            return false;
        }
        await context.CatchUpAsync();
        var served = await ChooseAsync(waiting);
        _served = served;
        // Over its budget a cache is brought down whether that is enough for somebody or not.
        if (served.Count == 0 && Ledger.Free >= 0)
        {
            return false;
        }
        var run = context.Run(EvictionReason.Budget, context.LeastRecent(_kept.ContainsKey));
        await run.RunAsync(
            () => served.Sum(request => request.IsOver ? 0 : request.Bytes) - Ledger.Free,
            cancellationToken
        );
        foreach (var kept in run.Kept)
        {
            _kept[kept.Key] = kept;
        }
        return served.Count > 0 && Room.IsWanted;
    }

    /// <summary>Nobody who waits can be served.</summary>
    public async Task RefuseAllAsync()
    {
        foreach (var request in Room.Waiting)
        {
            await RefuseAsync(request);
        }
    }

    // As far as the view tells: those whom it promises too much are chosen again, without those that refused.
    private async Task<IReadOnlyList<SpaceRequest>> ChooseAsync(IReadOnlyList<SpaceRequest> waiting)
    {
        var available = await AvailableAsync(waiting.Sum(request => request.Bytes));
        var mayWait = new Lazy<Task<bool>>(() =>
            context.Views.QueryAsync(EvictionQuery.AnyCompressing, CancellationToken.None)
        );
        var served = new List<SpaceRequest>();
        var isHeldUp = false;
        foreach (var request in waiting)
        {
            if (!isHeldUp && request.Bytes <= available)
            {
                available -= request.Bytes;
                served.Add(request);
            }
            else if (request.IsPatient && !IsTooLate(request) && await mayWait.Value)
            {
                isHeldUp = true;
            }
            else
            {
                await RefuseAsync(request);
            }
        }
        return served;
    }

    private bool IsTooLate(SpaceRequest request)
    {
        request.PatientSince ??= Time.GetTimestamp();
        return Time.GetElapsedTime(request.PatientSince.Value) >= Patience;
    }

    /// <summary>What is free and what can be freed, counted no further than needed.</summary>
    private async Task<long> AvailableAsync(long needed)
    {
        var free = Ledger.Free;
        var freeable = await context.Views.QueryAsync(
            views =>
                EvictionPlan
                    .Victims(EvictionQuery.Candidates(views).Where(MayGo), needed - free)
                    .Sum(victim => victim.FreesBytes),
            CancellationToken.None
        );
        return free + freeable;
    }

    private bool MayGo(EvictionCandidate candidate)
    {
        if (_kept.ContainsKey(candidate.Key))
        {
            return false;
        }
        if (context.Services.Leases.IsLeased(candidate.Key))
        {
            _kept[candidate.Key] = new SpaceHolder(candidate.Key, candidate.SizeBytes, WhyKept.InUse);
            return false;
        }
        return true;
    }

    private async Task RefuseAsync(SpaceRequest request) =>
        Room.Refuse(
            request,
            new CacheFullException(
                request.Bytes,
                Ledger.BudgetBytes,
                await context.HoldersAsync(_kept.Values),
                context.Services.Options.Budget.Automatic
            )
        );
}
