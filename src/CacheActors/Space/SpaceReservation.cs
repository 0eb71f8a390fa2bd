namespace CacheActors.Space;

/// <summary>
/// Space taken for a file that is being written. What the file does not need in the end is given back when this is disposed
/// of; what it keeps is given back by whoever deletes the file. One writer at a time.
/// </summary>
internal sealed class SpaceReservation(SpaceLedger ledger) : IDisposable
{
    /// <summary>Bytes taken and not kept yet.</summary>
    public long Bytes { get; private set; }

    /// <summary>Takes more; false, and nothing taken, when the budget has no room.</summary>
    public bool TryGrow(long bytes)
    {
        if (!ledger.TryTake(bytes))
        {
            return false;
        }
        Bytes += bytes;
        return true;
    }

    /// <summary>So many bytes were taken from the ledger on its behalf.</summary>
    public void Add(long bytes) => Bytes += bytes;

    /// <summary>Gives back what is more than the file turned out to be.</summary>
    public void TrimTo(long bytes)
    {
        if (Bytes > bytes)
        {
            ledger.GiveBack(Bytes - bytes);
            Bytes = bytes;
        }
    }

    /// <summary>So many of its bytes are a file's from now on.</summary>
    public void Keep(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, Bytes);
        Bytes -= bytes;
    }

    /// <summary>Gives back what was not kept.</summary>
    public void Dispose()
    {
        ledger.GiveBack(Bytes);
        Bytes = 0;
    }
}
