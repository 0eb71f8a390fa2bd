namespace CacheActors.Domain.Speech;

/// <summary>A piece of a text that is spoken and cached as one.</summary>
/// <param name="Chapter">Chapter of the text, from 0.</param>
/// <param name="Segment">Segment of the chapter, from 0.</param>
/// <param name="Text">
/// Words separated by one space, paragraphs by an empty line (<c>\n\n</c>), for which speech engines pause. Not empty.
/// </param>
public sealed record TextSegment(int Chapter, int Segment, string Text);
