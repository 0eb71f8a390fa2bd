namespace CacheActors.Reconciliation;

/// <summary>A run that nobody asked for.</summary>
/// <param name="BegunAt">When it begins, UTC.</param>
/// <param name="VerifyNotSince">Also reads the files whose content was not verified since this moment; null: none.</param>
internal sealed record AutomaticRun(DateTimeOffset BegunAt, DateTimeOffset? VerifyNotSince);
