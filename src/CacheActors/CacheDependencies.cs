using Akka.Actor;

namespace CacheActors;

/// <summary>What a host gives a cache to work with. Each has a default.</summary>
public sealed record CacheDependencies
{
    /// <summary>Makes what is missing; null (default): what is missing is an error.</summary>
    public ISpeechSynthesizer? Synthesizer { get; init; }

    /// <summary>
    /// Downloads, with the credentials and redirects it is set up for; best without automatic decompression, which ranges do
    /// not go with. It stays the host's and is not disposed of. Null (default): the cache has one of its own, which follows
    /// ten redirects and sends no cookies.
    /// </summary>
    public HttpClient? Http { get; init; }

    /// <summary>
    /// Runs the cache's actors; it stays the host's and is not terminated. Null (default): the cache has one of its own.
    /// </summary>
    public ActorSystem? System { get; init; }

    /// <summary>Where audio can be had again when a file is bad. Default: nowhere.</summary>
    public IReadOnlyList<IAudioSource> AudioSources { get; init; } = [];

    /// <summary>Tells when work that can wait should; null (default): nothing but the cache's own work counts.</summary>
    public IHostActivity? Activity { get; init; }

    /// <summary>The clock; default the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
