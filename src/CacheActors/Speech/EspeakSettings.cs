namespace CacheActors.Speech;

/// <summary>How espeak-ng is run.</summary>
public sealed record EspeakSettings
{
    /// <summary>Its name, looked for in PATH, or its path; <c>espeak-ng</c> by default.</summary>
    public string Path { get; init; } = "espeak-ng";

    /// <summary>Wall-clock time it may take for one text; 1 minute by default. It speaks some hundred times faster than a human.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(1);
}
