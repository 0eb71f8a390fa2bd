namespace CacheActors.Domain.Eviction;

/// <summary>An entry that is to be let go.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="FreesBytes">Bytes that its going gives back: 0 while others share its content.</param>
public sealed record Victim(EvictionCandidate Entry, long FreesBytes);
