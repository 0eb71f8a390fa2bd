using System.Collections.Concurrent;
using CacheActors.Space;

namespace CacheActors.Files;

/// <summary>
/// The space that files in staging have taken, by their paths: from before the first byte is written until the file is
/// deleted, or is an entry's. Thread-safe for different paths.
/// </summary>
internal sealed class StagedSpace(Room room)
{
    private readonly ConcurrentDictionary<string, SpaceReservation> _reservations = new();

    /// <summary>True while no file in staging has space.</summary>
    public bool IsEmpty => _reservations.IsEmpty;

    /// <summary>Takes space that is free; false, and nothing taken, when there is none.</summary>
    public bool TryGrow(string path, long bytes)
    {
        if (!room.Counted.IsCompletedSuccessfully)
        {
            return false;
        }
        var took = Of(path).TryGrow(bytes);
        ForgetIfEmpty(path);
        return took;
    }

    /// <summary>Takes space, evicting when that is needed.</summary>
    /// <exception cref="CacheFullException">There is no room and none can be made.</exception>
    /// <param name="path">The file.</param>
    /// <param name="bytes">How much more it needs.</param>
    /// <param name="isPatient">True when it may wait for compressions to end, whose entries can be evicted then.</param>
    /// <param name="cancellationToken">Waits no more; nothing is taken.</param>
    public async ValueTask GrowAsync(string path, long bytes, bool isPatient, CancellationToken cancellationToken)
    {
        try
        {
            await room.GrowAsync(Of(path), bytes, cancellationToken, isPatient);
        }
        finally
        {
            ForgetIfEmpty(path);
        }
    }

    /// <summary>The file is complete: it has exactly the space of its bytes from here on.</summary>
    public async ValueTask SettleAsync(string path, long bytes, CancellationToken cancellationToken)
    {
        var reservation = Of(path);
        reservation.TrimTo(bytes);
        if (reservation.Bytes < bytes)
        {
            await room.GrowAsync(reservation, bytes - reservation.Bytes, cancellationToken, isPatient: false);
        }
    }

    /// <summary>The file is an entry's now; its bytes stay taken until that is deleted.</summary>
    public void Keep(string path, long bytes)
    {
        if (_reservations.TryRemove(path, out var reservation))
        {
            reservation.Keep(bytes);
            reservation.Dispose();
        }
    }

    /// <summary>The file is gone, or was never written.</summary>
    /// <returns>False when it had no space.</returns>
    public bool GiveBack(string path)
    {
        if (!_reservations.TryRemove(path, out var reservation))
        {
            return false;
        }
        reservation.Dispose();
        return true;
    }

    private void ForgetIfEmpty(string path)
    {
        if (_reservations.TryGetValue(path, out var reservation) && reservation.Bytes == 0)
        {
            _reservations.TryRemove(path, out _);
        }
    }

    private SpaceReservation Of(string path) => _reservations.GetOrAdd(path, _ => new SpaceReservation(room.Ledger));
}
