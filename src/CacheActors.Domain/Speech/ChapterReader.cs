using System.Text;

namespace CacheActors.Domain.Speech;

/// <summary>
/// Reads a text into chapters: words separated by one space, paragraphs by an empty line; how the lines were broken is gone.
/// </summary>
internal sealed class ChapterReader
{
    private readonly List<string> _chapters = [];
    private readonly StringBuilder _chapter = new();
    private bool _hasBody;
    private bool _hasSpeech;
    private bool _inParagraph;
    private bool _inSentence;

    private ChapterReader() { }

    public static IReadOnlyList<string> Read(string text)
    {
        var reader = new ChapterReader();
        foreach (Range page in text.AsSpan().Split('\f'))
        {
            reader.ReadLines(text.AsSpan(page));
            reader.EndChapter();
        }
        reader.EndText();
        return reader._chapters;
    }

    private void ReadLines(ReadOnlySpan<char> page)
    {
        foreach (ReadOnlySpan<char> whole in page.EnumerateLines())
        {
            ReadOnlySpan<char> line = TextCharacters.WithoutGaps(whole);
            if (line.IsEmpty)
            {
                EndParagraph();
            }
            else if (ChapterHeading.TryReadMarkdown(line, out var level, out var title))
            {
                AppendHeading(title, startsChapter: level <= 2);
            }
            else if (ChapterHeading.IsChapterLine(line, _inSentence))
            {
                AppendHeading(line, startsChapter: true);
            }
            else
            {
                Append(line);
                _hasBody = true;
            }
        }
    }

    private void AppendHeading(ReadOnlySpan<char> heading, bool startsChapter)
    {
        if (startsChapter && _hasBody)
        {
            EndChapter();
        }
        EndParagraph();
        Append(heading);
        EndParagraph();
    }

    private void Append(ReadOnlySpan<char> line)
    {
        if (_chapter.Length > 0)
        {
            _chapter.Append(_inParagraph ? " " : "\n\n");
        }
        _inParagraph = true;
        _inSentence = TextCharacters.WithoutClosers(line) is not [.., var last] || !TextCharacters.IsTerminator(last);

        var inWord = true;
        foreach (var c in line)
        {
            if (!TextCharacters.IsGap(c))
            {
                _chapter.Append(c);
                _hasSpeech |= SpeechEstimate.Of(c, ' ') > 0;
                inWord = true;
            }
            else if (inWord)
            {
                _chapter.Append(' ');
                inWord = false;
            }
        }
    }

    private void EndParagraph()
    {
        _inParagraph = false;
        _inSentence = false;
    }

    // What has nothing to say (a line of dashes on a page of its own) is not a chapter but the start of the next.
    private void EndChapter()
    {
        EndParagraph();
        if (_hasSpeech)
        {
            _chapters.Add(_chapter.ToString());
            _chapter.Clear();
            _hasBody = false;
            _hasSpeech = false;
        }
    }

    // ... or the end of the last.
    private void EndText()
    {
        if (_chapters.Count > 0 && _chapter.Length > 0)
        {
            _chapters[^1] += $"\n\n{_chapter}";
        }
    }
}
