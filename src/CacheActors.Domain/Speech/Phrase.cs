using System.Runtime.InteropServices;

namespace CacheActors.Domain.Speech;

/// <summary>What ends a phrase: the later in this list, the better a place to cut the speech.</summary>
internal enum PhraseEnd
{
    Character,
    Word,
    Clause,
    Sentence,
    Paragraph,
}

/// <summary>A stretch of a chapter's text that is not cut any further, and when it is spoken.</summary>
/// <param name="Text">Where it stands in the chapter.</param>
/// <param name="From">Seconds of speech before it.</param>
/// <param name="To">Seconds of speech up to its end, with the silence of a recording that ends there.</param>
/// <param name="End">What ends it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Phrase(Range Text, double From, double To, PhraseEnd End);
