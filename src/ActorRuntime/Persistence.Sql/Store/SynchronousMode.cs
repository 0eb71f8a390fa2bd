namespace CacheActors.Persistence.Sql;

/// <summary>SQLite's <c>synchronous</c>.</summary>
internal enum SynchronousMode
{
    /// <summary>An answered write survives a crash of the process, not every power cut.</summary>
    Normal,

    /// <summary>An answered write survives a power cut.</summary>
    Full,
}
