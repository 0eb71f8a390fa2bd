using CacheActors.Hosting;

namespace CacheActors.Tests.Support;

/// <summary>Opens a cache with a service that misbehaves on purpose.</summary>
internal static class BrokenCache
{
    public static async Task<(AudioCache Cache, OpenCache Inside)> OpenAsync(
        CacheActorsOptions options,
        Func<CacheServices, CacheServices> replace
    )
    {
        var synthesizer = new ToneSynthesizer();
        var open = await OpenCache.OpenAsync(
            options,
            new CacheDependencies { Synthesizer = synthesizer },
            replace,
            CancellationToken.None
        );
        return (new AudioCache(open, options, synthesizer), open);
    }
}
