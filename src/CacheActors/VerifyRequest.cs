namespace CacheActors;

/// <summary>What a verification checks.</summary>
public sealed record VerifyRequest
{
    /// <summary>True: every file is read and its SHA-256 compared. False (default): only that it is there, and its size.</summary>
    public bool Deep { get; init; }

    /// <summary>
    /// A seal that somebody kept elsewhere, 64 hex digits: it must be in the chain of seals. Null (default): only that the
    /// chain fits the journal is checked.
    /// </summary>
    public string? KnownSeal { get; init; }
}

/// <summary>How far a verification is.</summary>
/// <param name="Stage">What is checked: <c>seal</c>, <c>histories</c> or <c>views</c>.</param>
/// <param name="Done">Rows of the journal that are done.</param>
/// <param name="Total">How many there are, about.</param>
public sealed record VerifyProgress(string Stage, long Done, long Total);
