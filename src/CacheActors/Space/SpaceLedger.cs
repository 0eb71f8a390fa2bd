namespace CacheActors.Space;

/// <summary>
/// The bytes that the cache's files take up or may soon take up. Space is taken here before a byte is written and given
/// back after the file is gone, so what lies on the disk is never more than what is taken, and that never more than the
/// budget. Thread-safe.
/// </summary>
/// <param name="budgetBytes">Never taken more than this, except by <see cref="Count"/>.</param>
internal sealed class SpaceLedger(long budgetBytes)
{
    private long _taken;
    private Action? _givenBack;

    /// <summary>The limit, in bytes.</summary>
    public long BudgetBytes => budgetBytes;

    /// <summary>Bytes of files and of reservations.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>Bytes that can still be taken; negative when a cache was opened with a smaller budget than it is large.</summary>
    public long Free => budgetBytes - Taken;

    /// <summary>Takes space for what is going to be written; false, and nothing taken, when the budget has no room.</summary>
    public bool TryTake(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        var taken = Taken;
        while (bytes <= budgetBytes - taken)
        {
            var before = Interlocked.CompareExchange(ref _taken, taken + bytes, taken);
            if (before == taken)
            {
                return true;
            }
            taken = before;
        }
        return false;
    }

    /// <summary>Gives space back: the file is gone, or was never written.</summary>
    public void GiveBack(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        Interlocked.Add(ref _taken, -bytes);
        _givenBack?.Invoke();
    }

    /// <summary>Says who is to be told, on any thread, that space was given back.</summary>
    public void WhenGivenBack(Action then) => _givenBack = then;

    /// <summary>Counts files that are there already, whether the budget has room for them or not.</summary>
    public void Count(long bytes) => Interlocked.Add(ref _taken, bytes);
}
