namespace CacheActors.Entries;

/// <summary>An entry that plays.</summary>
internal sealed class ReadyLine(Task<CachedAudio?> answer, UseCount uses)
{
    private Task<CachedAudio?> _answer = answer;
    private bool _touched;

    /// <summary>What a caller gets: the task itself, so that a hit allocates nothing.</summary>
    public Task<CachedAudio?> Answer
    {
        get => Volatile.Read(ref _answer);
        set => Volatile.Write(ref _answer, value);
    }

    public UseCount Uses => uses;

    /// <summary>Its place in the ring.</summary>
    public int Slot { get; set; }

    /// <summary>It was used since the hand last passed.</summary>
    public bool Touched
    {
        get => Volatile.Read(ref _touched);
        set
        {
            // Written only when it changes: a line that everybody reads stays in everybody's cache.
            if (_touched != value)
            {
                Volatile.Write(ref _touched, value);
            }
        }
    }
}
