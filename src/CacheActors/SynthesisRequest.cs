namespace CacheActors;

/// <summary>A text to be spoken, and where it belongs.</summary>
/// <param name="Text">The text; not empty.</param>
/// <param name="VoiceId">A voice of the synthesizer.</param>
/// <param name="Rate">Playback rate, 1 is the voice's own; 0.25 to 4.</param>
/// <param name="BookId">The book, when there is one.</param>
/// <param name="ChapterIndex">Chapter in the book, from 0.</param>
/// <param name="SegmentIndex">Segment in the chapter, from 0.</param>
public sealed record SynthesisRequest(
    string Text,
    string VoiceId,
    double Rate = 1,
    string? BookId = null,
    int? ChapterIndex = null,
    int? SegmentIndex = null
);

/// <summary>A WAV file to be adopted, and where it belongs.</summary>
/// <param name="Path">The file.</param>
/// <param name="VoiceId">The voice that speaks in it.</param>
/// <param name="BookId">The book, when there is one.</param>
/// <param name="SegmentIndex">Segment, from 0, when there is an order.</param>
public sealed record ImportRequest(string Path, string VoiceId, string? BookId = null, int? SegmentIndex = null);
