namespace CacheActors.Views;

/// <summary>The views are damaged, missing or of another version. They can be made again from the journal.</summary>
/// <param name="file">Which file it was.</param>
/// <param name="message">What, where and what to do.</param>
/// <param name="innerException">The error of SQLite.</param>
internal sealed class DamagedViewsException(ulong file, string message, Exception? innerException = null)
    : CacheException(message, innerException)
{
    /// <summary>Which file it was, as <see cref="ViewRepair.Identify"/> tells.</summary>
    public ulong File { get; } = file;
}
