namespace CacheActors;

/// <summary>A whole text to be spoken.</summary>
/// <param name="Text">The text. Blank lines and headings part it into chapters and segments.</param>
/// <param name="BookId">The book its entries belong to.</param>
/// <param name="VoiceId">A voice of the synthesizer.</param>
/// <param name="Rate">Playback rate, 1 is the voice's own; 0.25 to 4.</param>
public sealed record TextSynthesisRequest(
    string Text,
    string BookId,
    string VoiceId,
    double Rate = 1
);
