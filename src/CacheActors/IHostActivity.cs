namespace CacheActors;

/// <summary>Tells a cache when the host has better things to do. Register one, or give it in <see cref="CacheDependencies"/>.</summary>
public interface IHostActivity
{
    /// <summary>True while work that can wait should wait, as a reconciliation that is due. Asked from any thread; must not block.</summary>
    bool IsBusy { get; }
}
