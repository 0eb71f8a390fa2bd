namespace CacheActors.Space;

/// <summary>Finds space for what is going to be written: free space first, then what eviction lets go.</summary>
internal sealed class Room(SpaceLedger ledger)
{
    private Func<long, CancellationToken, Task>? _evict;

    public SpaceLedger Ledger => ledger;

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
        // Others may take what was just made free: then it is made again, until somebody says that it cannot be.
        while (!reservation.TryGrow(bytes))
        {
            if (_evict is null || bytes > ledger.BudgetBytes)
            {
                throw new CacheFullException(bytes, ledger.BudgetBytes, []);
            }
            await _evict(bytes, cancellationToken);
        }
    }
}
