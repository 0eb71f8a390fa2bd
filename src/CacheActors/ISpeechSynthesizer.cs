namespace CacheActors;

/// <summary>Turns text into speech. A host implements it for its engine; <c>EspeakSynthesizer</c> is one.</summary>
public interface ISpeechSynthesizer
{
    /// <summary>Name of the engine, kept with every entry it makes, for example <c>espeak-ng</c>.</summary>
    string EngineType { get; }

    /// <summary>
    /// Throws when a voice does not exist or the engine is not installed; called once before a text is spoken.
    /// </summary>
    /// <exception cref="UnknownVoiceException">There is no such voice.</exception>
    /// <exception cref="MissingToolException">The engine is not installed.</exception>
    Task CheckVoiceAsync(string voiceId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Speaks a text and writes a complete WAV file to <paramref name="output"/>. A streaming writer's header sizes
    /// (0 or 0xFFFFFFFF) are understood. Called for several texts at once.
    /// </summary>
    /// <param name="text">The text; not empty.</param>
    /// <param name="voiceId">The voice.</param>
    /// <param name="rate">Playback rate; 1 is the voice's own.</param>
    /// <param name="output">Receives the bytes; not seekable, and not to be closed.</param>
    /// <param name="cancellationToken">Stops the engine.</param>
    /// <exception cref="SynthesisFailedException">The engine failed.</exception>
    Task SynthesizeAsync(
        string text,
        string voiceId,
        double rate,
        Stream output,
        CancellationToken cancellationToken = default
    );
}
