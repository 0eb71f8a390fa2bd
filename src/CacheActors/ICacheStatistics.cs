namespace CacheActors;

/// <summary>Counts and sizes of the whole cache.</summary>
public interface ICacheStatistics
{
    /// <summary>Reads them from the view.</summary>
    Task<CacheStatistics> StatisticsAsync(CancellationToken cancellationToken = default);
}
