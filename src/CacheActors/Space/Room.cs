namespace CacheActors.Space;

/// <summary>Finds space for what is going to be written: free space first, then what eviction lets go.</summary>
internal sealed class Room(SpaceLedger ledger)
{
    private Func<long, CancellationToken, Task>? _evict;

    public SpaceLedger Ledger => ledger;

    /// <summary>
    /// Completes when the ledger knows what lies on the disk. Until then nothing is written and nothing deleted; reading goes on.
    /// </summary>
    public Task Counted { get; private set; } = Task.CompletedTask;

    /// <summary>Has what is there already counted before anything else. To be called before the first write.</summary>
    public void CountFirst(Task<long> bytes)
    {
        Counted = CountAsync();

        async Task CountAsync() => ledger.Count(await bytes);
    }

    /// <summary>Says who makes room. Until then there is only what is free.</summary>
    /// <param name="evict">
    /// Is given the bytes that have to be free. Returns when they are, or when there is nothing more to evict; throws
    /// <see cref="CacheFullException"/> when they cannot be.
    /// </param>
    public void MakeBy(Func<long, CancellationToken, Task> evict) => _evict = evict;

    /// <summary>Takes space, evicting when that is needed.</summary>
    /// <exception cref="CacheFullException">There is no room and none can be made.</exception>
    public async ValueTask GrowAsync(SpaceReservation reservation, long bytes, CancellationToken cancellationToken)
    {
        await Counted.WaitAsync(cancellationToken);
        // Others may take what was just made free: then it is made again, until somebody says that it cannot be.
        while (!reservation.TryGrow(bytes))
        {
            // What can never fit must not empty the cache first.
            if (_evict is null || bytes > ledger.BudgetBytes - reservation.Bytes)
            {
                throw new CacheFullException(reservation.Bytes + bytes, ledger.BudgetBytes, []);
            }
            await _evict(bytes, cancellationToken);
        }
    }
}
