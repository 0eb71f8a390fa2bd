namespace CacheActors.Files;

/// <summary>How a WAV file holds one sample.</summary>
internal enum WavEncoding
{
    /// <summary>Integers: 8 bits unsigned, 16, 24 or 32 bits signed.</summary>
    Pcm,

    /// <summary>IEEE 754 floating point: 32 or 64 bits.</summary>
    Float,
}
