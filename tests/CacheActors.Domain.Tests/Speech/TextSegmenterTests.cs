using CacheActors.Domain.Speech;
using Shouldly;
using Xunit;

namespace CacheActors.Domain.Tests.Speech;

public class TextSegmenterTests
{
    // About four seconds each, so that each is a segment of its own next to one that is as long.
    private const string Long1 =
        "The harbour was quiet in the early hours, and nobody had seen the boat come in with the tide before dawn.";
    private const string Long2 =
        "Seven people stood upon the pier that morning, waiting for the keeper to come down from his light at last.";

    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n\f\v \u00a0\u2028")]
    [InlineData("\ufeff\0\u0001")]
    [InlineData("...")]
    [InlineData("- — –\n\n(\"…\")")]
    public void A_text_with_nothing_to_say_has_no_segments(string text)
    {
        TextSegmenter.Split(text).ShouldBeEmpty();
    }

    [Fact]
    public void Sentences_that_fit_together_are_one_segment()
    {
        Texts("He left. She stayed. Nobody spoke.").ShouldBe(["He left. She stayed. Nobody spoke."]);
    }

    [Fact]
    public void Sentences_that_do_not_fit_together_are_cut_where_the_first_ends()
    {
        Texts($"{Long1} {Long2}").ShouldBe([Long1, Long2]);
    }

    [Fact]
    public void A_sentence_that_is_too_short_joins_a_neighbour()
    {
        Texts($"{Long1} {Long2} He left.").ShouldBe([Long1, $"{Long2} He left."]);
        Texts($"He left. {Long1} {Long2}").ShouldBe([$"He left. {Long1}", Long2]);
    }

    [Fact]
    public void A_long_sentence_is_cut_after_a_comma()
    {
        const string Sentence =
            "It was the best of times and it was the worst of times for all of us who lived in that place, "
            + "and there was nothing that any of us could have done about it in all of the long years before the war and after it.";

        Texts(Sentence).ShouldBe([Sentence[..(Sentence.IndexOf(',') + 1)], Sentence[(Sentence.IndexOf(',') + 2)..]]);
    }

    [Fact]
    public void A_long_sentence_without_a_comma_is_cut_between_words()
    {
        var sentence = string.Join(' ', Enumerable.Repeat("lantern", 60));

        IReadOnlyList<string> texts = Texts(sentence);

        texts.Count.ShouldBeGreaterThan(2);
        string.Join(' ', texts).ShouldBe(sentence);
    }

    [Fact]
    public void A_word_of_more_than_12_seconds_is_cut_between_characters()
    {
        IReadOnlyList<string> texts = Texts(new string('x', 1000));

        texts.Count.ShouldBeInRange(5, 10);
        string.Concat(texts).ShouldBe(new string('x', 1000));
    }

    [Theory]
    [InlineData("e\u0301")]
    [InlineData("👩‍👩‍👧")]
    [InlineData("🇩🇪")]
    [InlineData("𠀋")]
    [InlineData("각")]
    public void What_readers_take_for_one_character_is_never_cut(string character)
    {
        IReadOnlyList<string> texts = Texts(string.Concat(Enumerable.Repeat(character, 500)));

        texts.Count.ShouldBeGreaterThan(2);
        texts.ShouldAllBe(t => t.Length % character.Length == 0 && t.StartsWith(character, StringComparison.Ordinal));
    }

    [Fact]
    public void Sentences_and_clauses_of_a_script_without_spaces_are_found()
    {
        const string First = "我们都知道这个世界上有很多不同的人，他们说不同的语言。";
        const string Second = "他说：“好。”然后他们都走了，谁也没有再回来过！";

        Texts(First + Second).ShouldBe([First, Second]);
        Texts(string.Concat(Enumerable.Repeat("我们都知道这个世界上有很多不同的人，", 10)))
            .ShouldAllBe(t => t.EndsWith('，'));
    }

    [Theory]
    [InlineData("Mr. Hale came.")]
    [InlineData("Then Mrs. Hale came.")]
    [InlineData("“Dr. Hale came.”")]
    [InlineData("They live in St. Ives now.")]
    [InlineData("It was No. 5 again.")]
    [InlineData("J. R. R. Tolkien wrote it.")]
    [InlineData("The U.S. Navy came.")]
    [InlineData("A boat (e.g. Alma) came.")]
    [InlineData("A boat, i.e. Alma, came.")]
    [InlineData("Ein Boot, z.B. Alma, kam.")]
    [InlineData("Ein Boot, z. B. Alma, kam.")]
    [InlineData("Es war Nr. 7 wieder.")]
    [InlineData("Am 3. Mai kam es.")]
    [InlineData("It costs 3.50 in all.")]
    [InlineData("Well ... perhaps it came.")]
    [InlineData("Well… perhaps it came.")]
    [InlineData("“Did it?” she asked.")]
    [InlineData("See example.com Sir.")]
    public void No_sentence_ends_in(string sentence)
    {
        SentencesOf(sentence).ShouldBe([sentence]);
    }

    [Theory]
    [InlineData("It came. It left.", 2)]
    [InlineData("Did it? It did! It left.", 3)]
    [InlineData("It was 1984. It left.", 2)]
    [InlineData("“It came.” (It left.) It sank.", 3)]
    [InlineData("»Es kam.« »Es ging.« Es sank.", 3)]
    [InlineData("„Es kam.“ „Es ging.“ Es sank.", 3)]
    [InlineData("It came... It left… It sank?! It did.", 4)]
    [InlineData("No. It sank.", 2)]
    [InlineData("It left at 9 o'clock etc. It sank.", 2)]
    [InlineData("¿Vino? ¡Vino! Se fue.", 3)]
    [InlineData("It came\n\nIt left", 2)]
    public void As_many_sentences_as_a_reader_would_count(string text, int count)
    {
        SentencesOf(text).Count.ShouldBe(count);
    }

    [Fact]
    public void How_a_text_is_wrapped_does_not_matter()
    {
        var text = $"{Long1} {Long2} He left. {Long2}";

        IReadOnlyList<TextSegment> segments = TextSegmenter.Split(text);

        TextSegmenter.Split(text.Replace(" ", "\r\n", StringComparison.Ordinal)).ShouldBe(segments);
        TextSegmenter.Split(text.Replace(" ", "\t\u00a0 ", StringComparison.Ordinal)).ShouldBe(segments);
        TextSegmenter.Split(text.Replace(" ", "\0", StringComparison.Ordinal)).ShouldBe(segments);
        TextSegmenter.Split($"\ufeff\r\n  {text}\n\n").ShouldBe(segments);
    }

    [Fact]
    public void Paragraphs_spoken_as_one_stay_paragraphs()
    {
        Texts("One\r\n\r\nTwo\n \t\nThree").ShouldBe(["One\n\nTwo\n\nThree"]);
    }

    [Fact]
    public void A_line_of_dashes_goes_with_the_words_before_it()
    {
        Texts($"-----\n\n{Long1}\n\n-----\n\n{Long2} ...").ShouldBe([$"-----\n\n{Long1}\n\n-----", $"{Long2} ..."]);
    }

    [Fact]
    public void Half_the_rate_makes_about_twice_the_segments()
    {
        var text = string.Join(' ', Enumerable.Repeat($"{Long1} {Long2} He left.", 50));

        var slow = TextSegmenter.Split(text, 0.5).Count;

        ((double)slow / TextSegmenter.Split(text).Count).ShouldBeInRange(1.5, 2.5);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(4.1)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_rate_out_of_range_is_refused(double rate)
    {
        Should
            .Throw<ArgumentOutOfRangeException>(() => TextSegmenter.Split("x", rate))
            .Message.ShouldContain("0.25 to 4");
    }

    // Each would take minutes if anything but the length of the text decided the time.
    [Theory]
    [InlineData("x")]
    [InlineData("x ")]
    [InlineData("x.")]
    [InlineData(".")]
    [InlineData("—")]
    [InlineData("a—")]
    [InlineData("\"")]
    [InlineData("# x\n")]
    [InlineData("x\n\n")]
    [InlineData("-\f")]
    [InlineData("好")]
    [InlineData("👩‍👩‍👧")]
    [InlineData("The harbour was quiet, and nobody had seen the boat. ")]
    public void A_million_characters_are_no_trouble(string repeated)
    {
        var text = string.Concat(Enumerable.Repeat(repeated, 1_000_000 / repeated.Length));

        var letters = TextSegmenter.Split(text, rate: 4).Sum(s => s.Text.Count(char.IsLetter));

        letters.ShouldBe(text.Count(char.IsLetter));
    }

    private static IReadOnlyList<string> Texts(string text) => [.. TextSegmenter.Split(text).Select(s => s.Text)];

    private static List<string> SentencesOf(string text)
    {
        var chapter = ChapterReader.Read(text).ShouldHaveSingleItem();
        var sentences = new List<string>();
        var start = 0;
        foreach (Phrase phrase in PhraseReader.Read(chapter, rate: 1).Where(p => p.End >= PhraseEnd.Sentence))
        {
            var end = phrase.Text.End.GetOffset(chapter.Length);
            sentences.Add(chapter[start..end].Trim());
            start = end;
        }
        return sentences;
    }
}
