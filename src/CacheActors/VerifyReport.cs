namespace CacheActors;

/// <summary>What a verification found.</summary>
/// <param name="Events">Rows of the journal that were read.</param>
/// <param name="Entries">Entries that have a history in it, let go or not.</param>
/// <param name="Files">Files that the journal says are there.</param>
/// <param name="Problems">What does not agree; empty when everything does.</param>
/// <param name="Seal">The seal; null when there is none, or it cannot be read.</param>
public sealed record VerifyReport(
    long Events,
    long Entries,
    long Files,
    IReadOnlyList<VerifyProblem> Problems,
    SealReport? Seal
);

/// <summary>Something that does not agree with the journal, or the journal with its seal.</summary>
/// <param name="Kind">
/// <c>rowEdited</c>, <c>rowRemoved</c>, <c>rowAdded</c>, <c>rowUnreadable</c>, <c>sealMissing</c>, <c>sealDamaged</c>,
/// <c>headUnknown</c>, <c>journalDamaged</c>, <c>sequenceGap</c>, <c>unreadableEvent</c>, <c>impossibleEvent</c>,
/// <c>viewDiffers</c>, <c>viewsMissing</c>, <c>viewsAhead</c>, <c>viewsUnreadable</c>, <c>viewsUnchecked</c>,
/// <c>fileMissing</c>, <c>sizeMismatch</c>, <c>hashMismatch</c> or <c>fileUnreadable</c>.
/// </param>
/// <param name="Key">The entry; else the persistence id, the view's row, or the file of the cache.</param>
/// <param name="Detail">What is wrong, for a person.</param>
public sealed record VerifyProblem(string Kind, string Key, string Detail);

/// <summary>The chain of seals over the journal.</summary>
/// <param name="Head">The newest seal, 64 lower-case hex digits. Kept elsewhere, it proves later that nothing before it was changed.</param>
/// <param name="SealedEvents">Rows that are sealed.</param>
/// <param name="UnsealedEvents">Rows at the end that are not yet: a change of them cannot be told.</param>
/// <param name="Since">When sealing began, UTC.</param>
public sealed record SealReport(string? Head, long SealedEvents, long UnsealedEvents, DateTimeOffset Since);
