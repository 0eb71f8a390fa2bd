namespace CacheActors;

/// <summary>The journal holds something that cannot be what was written.</summary>
public sealed class JournalDamagedException(string message, Exception? innerException = null)
    : CacheException(message, innerException);
