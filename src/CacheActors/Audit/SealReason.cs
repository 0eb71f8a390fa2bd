namespace CacheActors.Audit;

/// <summary>Why sealing began. The names are stored: add, never rename.</summary>
internal enum SealReason
{
    /// <summary>The journal began.</summary>
    NewJournal,

    /// <summary>The journal was there already and its seal was not.</summary>
    SealMissing,

    /// <summary>The seal could not be read any more and was put aside.</summary>
    SealDamaged,

    /// <summary>The journal came from a backup.</summary>
    Restored,
}
