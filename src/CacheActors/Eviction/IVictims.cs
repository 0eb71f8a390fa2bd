using CacheActors.Domain.Eviction;

namespace CacheActors.Eviction;

/// <summary>Who is to be let go, in turn.</summary>
internal interface IVictims
{
    /// <summary>Who goes next: several when they go together; nobody when there are no more.</summary>
    ValueTask<IReadOnlyList<Victim>> NextAsync();

    /// <summary>One was used later than was known: its turn comes again.</summary>
    void PutBack(Victim victim, DateTimeOffset usedAt);
}
