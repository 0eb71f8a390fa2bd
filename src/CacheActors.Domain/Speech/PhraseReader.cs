using System.Globalization;

namespace CacheActors.Domain.Speech;

/// <summary>Reads a chapter into phrases.</summary>
internal sealed class PhraseReader
{
    // Words are gathered to phrases of about a second: fine enough to cut a sentence that has no comma.
    private const double WordsTogether = 1;

    // Longer than any word of a language with spaces, even at the slowest rate (27 letters). In a script without them,
    // phrases are as long as this.
    private const double LongWord = 6;

    // From here on a character can be part of the one before it. Below, each is one of its own.
    private const char FirstCombining = '\u0300';

    private readonly string _chapter;
    private readonly double _rate;
    private readonly List<Phrase> _phrases = [];
    private int _start;
    private double _from;
    private double _now;
    private bool _hasSpeech;

    private PhraseReader(string chapter, double rate) => (_chapter, _rate) = (chapter, rate);

    /// <summary>Reads a chapter as <see cref="ChapterReader"/> leaves it.</summary>
    public static IReadOnlyList<Phrase> Read(string chapter, double rate)
    {
        var reader = new PhraseReader(chapter, rate);
        for (var start = 0; start < chapter.Length; )
        {
            start = reader.ReadWord(start);
        }
        return reader._phrases;
    }

    // Returns where the next word starts.
    private int ReadWord(int start)
    {
        var end = EndOfWord(start);
        ReadCharacters(start, end);

        var endsParagraph = end == _chapter.Length || _chapter[end] == '\n';
        var next = Math.Min(end + (endsParagraph ? 2 : 1), _chapter.Length);
        PhraseEnd kind = endsParagraph
            ? PhraseEnd.Paragraph
            : WordEnd.Of(_chapter.AsSpan(start..end), _chapter.AsSpan(next..EndOfWord(next)));
        if (kind >= PhraseEnd.Clause || _now - _from >= WordsTogether)
        {
            EndPhrase(end, kind, next);
        }
        return next;
    }

    private void ReadCharacters(int start, int end)
    {
        var from = _now;
        PhraseEnd ended = PhraseEnd.Character;
        Speak(SpeechEstimate.Word);
        for (var at = start; at < end; )
        {
            for (var past = at + ElementLength(at, end); at < past; at++)
            {
                var c = _chapter[at];
                var seconds = SpeechEstimate.Of(c, Next(at + 1, end));
                Speak(seconds);
                _hasSpeech |= seconds > 0;
                ended = WordEnd.Inside(c, at > start ? _chapter[at - 1] : ' ', ended);
            }
            var endsHere = ended >= PhraseEnd.Clause && !WordEnd.BelongsToPrevious(Next(at, end));
            if (at < end && (endsHere || _now - from >= LongWord))
            {
                EndPhrase(at, ended, at);
                from = _now;
            }
        }
    }

    // Every phrase has something to say, so that no segment is silent: a dash or three dots go with the phrase before them,
    // or, at the start of a chapter, with the one after.
    private void EndPhrase(int end, PhraseEnd kind, int next)
    {
        if (_hasSpeech)
        {
            _phrases.Add(new Phrase(_start..end, _from, _now + (SpeechEstimate.Pause / _rate), kind));
            Speak(SpeechEstimate.GapAfter(kind));
        }
        else if (_phrases is [.., var last])
        {
            PhraseEnd better = kind > last.End ? kind : last.End;
            _phrases[^1] = last with { Text = last.Text.Start..end, End = better };
            _now = Math.Max(_now, last.To);
        }
        else
        {
            return;
        }
        _start = next;
        _from = _now;
        _hasSpeech = false;
    }

    private void Speak(double seconds) => _now += seconds / _rate;

    // What a reader takes for one character (a letter and its accents, an emoji of several parts) is never cut.
    private int ElementLength(int at, int end) =>
        at + 1 == end || (_chapter[at] < FirstCombining && _chapter[at + 1] < FirstCombining)
            ? 1
            : StringInfo.GetNextTextElementLength(_chapter.AsSpan(at..end));

    private char Next(int at, int end) => at < end ? _chapter[at] : ' ';

    private int EndOfWord(int start)
    {
        var length = _chapter.AsSpan(start).IndexOfAny(' ', '\n');
        return length < 0 ? _chapter.Length : start + length;
    }
}
