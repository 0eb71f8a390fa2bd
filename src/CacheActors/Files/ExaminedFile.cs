using CacheActors.Domain.Reconciliation;

namespace CacheActors.Files;

/// <summary>What lies under one of an entry's file names.</summary>
/// <param name="Finding">How it compares with what was journaled.</param>
/// <param name="Facts">What identifies it, where that is known.</param>
/// <param name="Words">The same for a person.</param>
internal sealed record ExaminedFile(FileFinding Finding, FileFacts? Facts, string Words);
