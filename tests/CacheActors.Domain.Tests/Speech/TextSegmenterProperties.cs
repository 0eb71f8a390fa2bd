using System.Globalization;
using CacheActors.Domain.Speech;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CacheActors.Domain.Tests.Speech;

public class TextSegmenterProperties
{
    private static readonly Gen<string> Words = Gen.Frequency(
        (
            12,
            Gen.Elements(
                "a",
                "the",
                "harbour",
                "Mr.",
                "Hale",
                "No.",
                "5",
                "1984.",
                "z.B.",
                "und",
                "it's",
                "\"So,",
                "said)",
                "left.",
                "Why?\"",
                "well…",
                "—",
                "-",
                "...",
                "Dampfschifffahrtsgesellschaft"
            )
        ),
        (3, Gen.Elements("then,", "now;", "here:", "gone.", "No!", "42", "3.14", "$5,000", "www.example.com/a?b=c")),
        (
            2,
            Gen.Elements(
                "我们都知道，",
                "好。」",
                "「然后",
                "走了！",
                "e\u0301te\u0301",
                "👩‍👩‍👧🇩🇪",
                "𠀋𠀋",
                "क्षत्रिय",
                "каждый"
            )
        ),
        (
            1,
            from length in Gen.Choose(1, 400)
            from c in Gen.Elements('x', '好', '7', '.', '—')
            select new string(c, length)
        )
    );

    private static readonly Gen<string> Gaps = Gen.Frequency(
        (20, Gen.Constant(" ")),
        (4, Gen.Elements("\n", "\r\n", "\t", "  ", "\u00a0", "\0", "\r")),
        (2, Gen.Elements("\n\n", "\r\n\r\n", "\n \n")),
        (1, Gen.Elements("\f", "\n# ", "\n\n## ", "\nChapter 7\n", "\n\nKapitel 3: Ende\n\n", "\ufeff"))
    );

    private static readonly Gen<string> Texts =
        from parts in (from word in Words from gap in Gaps select word + gap).ListOf()
        select string.Concat(parts);

    private static readonly Gen<(string Text, double Rate)> Cases =
        from text in Texts
        from rate in Gen.Elements(1, 1, 1, 0.25, 0.7, 1.5, 4)
        select (text, rate);

    [Fact]
    public void Every_word_is_spoken_once_and_in_order()
    {
        Hold(
            (text, segments) =>
                string.Concat(segments.Select(s => Marks(s.Text))).ShouldBe(segments.Count == 0 ? "" : Marks(text))
        );
    }

    [Fact]
    public void Words_of_ordinary_length_stay_whole()
    {
        Gen<string> ordinary =
            from words in Gen.Elements("the", "harbour.", "Mr.", "\"So,", "said)", "— ", "1984,", "Über", "3.14")
                .ListOf()
            select string.Join(' ', words);
        Properties.Hold(
            ordinary,
            text =>
                TextSegmenter
                    .Split(text)
                    .SelectMany(s => WordsOf(s.Text))
                    .ShouldBe(WordsOf(text).Any(w => w.Any(char.IsLetterOrDigit)) ? WordsOf(text) : [])
        );
    }

    [Fact]
    public void Only_a_text_with_nothing_to_say_has_no_segments()
    {
        Hold(
            (text, segments) =>
            {
                if (text.Any(char.IsLetterOrDigit))
                {
                    segments.ShouldNotBeEmpty();
                }
            }
        );
    }

    [Fact]
    public void Every_segment_has_something_to_say()
    {
        Hold((_, segments) => segments.ShouldAllBe(s => Seconds(s.Text) > 0));
    }

    [Fact]
    public void No_segment_is_estimated_at_more_than_12_seconds()
    {
        Properties.Hold(
            Cases,
            x => TextSegmenter.Split(x.Text, x.Rate).ShouldAllBe(s => Seconds(s.Text, x.Rate) <= 12)
        );
    }

    [Fact]
    public void A_segment_is_too_short_only_when_its_neighbours_have_no_room_for_it()
    {
        Hold(
            (_, segments) =>
            {
                foreach (
                    (TextSegment a, TextSegment b) in segments
                        .Zip(segments.Skip(1))
                        .Where(x => x.First.Chapter == x.Second.Chapter)
                )
                {
                    if (Math.Min(Seconds(a.Text), Seconds(b.Text)) < 3)
                    {
                        (Seconds(a.Text) + Seconds(b.Text)).ShouldBeGreaterThan(9);
                    }
                }
            }
        );
    }

    [Fact]
    public void Text_is_clean()
    {
        Hold(
            (_, segments) =>
            {
                foreach (TextSegment segment in segments)
                {
                    foreach (var paragraph in segment.Text.Split("\n\n"))
                    {
                        paragraph.ShouldNotBeEmpty();
                        paragraph.Split(' ').ShouldAllBe(word => word.Length > 0 && !word.Any(TextCharacters.IsGap));
                    }
                }
            }
        );
    }

    [Fact]
    public void Chapters_and_segments_are_numbered_without_a_gap()
    {
        Hold(
            (_, segments) =>
            {
                var chapters = segments.GroupBy(s => s.Chapter).ToList();

                chapters.Select(c => c.Key).ShouldBe(Enumerable.Range(0, chapters.Count));
                foreach (var chapter in chapters)
                {
                    chapter.Select(s => s.Segment).ShouldBe(Enumerable.Range(0, chapter.Count()));
                }
            }
        );
    }

    [Fact]
    public void What_readers_take_for_one_character_stays_whole()
    {
        Hold(
            (text, segments) =>
                segments
                    .Sum(s => Elements(Marks(s.Text)))
                    .ShouldBe(segments.Count == 0 ? 0 : WordsOf(text).Sum(w => Elements(Marks(w))))
        );
    }

    [Fact]
    public void The_same_text_gives_the_same_segments_again()
    {
        Hold((text, segments) => TextSegmenter.Split(text).ShouldBe(segments));
    }

    [Fact]
    public void Any_string_at_all_can_be_split()
    {
        Gen<string> strings =
            from cs in Gen.Choose(0, char.MaxValue).ListOf()
            select string.Concat(cs.Select(c => (char)c));
        Properties.Hold(strings, text => TextSegmenter.Split(text).Count.ShouldBeLessThanOrEqualTo(text.Length));
    }

    private static void Hold(Action<string, IReadOnlyList<TextSegment>> property) =>
        Properties.Hold(Texts, text => property(text, TextSegmenter.Split(text)));

    // Everything but gaps and the marks of headings.
    private static string Marks(string text) => string.Concat(text.Where(c => !TextCharacters.IsGap(c) && c != '#'));

    private static IReadOnlyList<string> WordsOf(string text) =>
        [
            .. string.Concat(text.Select(c => TextCharacters.IsGap(c) ? ' ' : c))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries),
        ];

    private static int Elements(string text) => StringInfo.ParseCombiningCharacters(text).Length;

    private static double Seconds(string text, double rate = 1) =>
        PhraseReader.Read(text, rate) is [.., var last] ? last.To : 0;
}
