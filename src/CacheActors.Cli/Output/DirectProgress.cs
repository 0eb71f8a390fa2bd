namespace CacheActors.Cli.Output;

/// <summary>Hands progress on at once, on the thread that reports it, so that no late report follows the result.</summary>
internal sealed class DirectProgress<T>(Action<T> handle) : IProgress<T>
{
    public void Report(T value) => handle(value);
}
