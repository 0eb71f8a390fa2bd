using CacheActors.Domain.Speech;
using Shouldly;
using Xunit;

namespace CacheActors.Domain.Tests.Speech;

public class ChapterTests
{
    [Theory]
    [InlineData("# Two", "Two")]
    [InlineData("## Two ##", "Two")]
    [InlineData("#\tTwo words", "Two words")]
    [InlineData("  # C#", "C#")]
    [InlineData("Chapter 7", "Chapter 7")]
    [InlineData("CHAPTER VII. The Whale", "CHAPTER VII. The Whale")]
    [InlineData("Chapter 12: the sea", "Chapter 12: the sea")]
    [InlineData("Chapter Twenty-One — The Sea", "Chapter Twenty-One — The Sea")]
    [InlineData("chapter 3 The Sea", "chapter 3 The Sea")]
    [InlineData("Kapitel 3", "Kapitel 3")]
    [InlineData("Kapitel drei: Das Meer", "Kapitel drei: Das Meer")]
    public void A_heading_starts_a_chapter_and_is_spoken(string line, string heading)
    {
        string[] expected = ["One.", $"{heading}\n\nTwo."];

        ChapterReader.Read($"One.\n\n{line}\n\nTwo.").ShouldBe(expected);
        ChapterReader.Read($"One.\r\n{line}\r\nTwo.").ShouldBe(expected);
    }

    [Theory]
    [InlineData("#hashtag")]
    [InlineData("#")]
    [InlineData("# #")]
    [InlineData("####### Seven")]
    [InlineData("Chapter")]
    [InlineData("Chapter and verse")]
    [InlineData("Chapter 7 of the book says so.")]
    [InlineData("Chapter I was reading")]
    [InlineData("Chapter 5, which I wrote yesterday")]
    [InlineData("In Chapter 7")]
    [InlineData("Chapters 7")]
    public void Other_lines_start_none(string line)
    {
        ChapterReader.Read($"One.\n\n{line}\n\nTwo.").Count.ShouldBe(1);
    }

    [Fact]
    public void A_line_that_only_happens_to_begin_with_chapter_7_is_prose()
    {
        ChapterReader.Read("As we have seen in\nchapter 7. So much for that.").Count.ShouldBe(1);
        ChapterReader
            .Read($"Chapter 7. {new string('x', 100)}\n\nOne.\n\nChapter 8. {new string('x', 100)}")
            .Count.ShouldBe(1);
    }

    [Fact]
    public void A_bare_chapter_line_needs_no_empty_line_around_it()
    {
        ChapterReader.Read("The end of one\nChapter 2\nTwo").ShouldBe(["The end of one", "Chapter 2\n\nTwo"]);
    }

    [Fact]
    public void A_form_feed_starts_a_chapter()
    {
        ChapterReader.Read("One\fTwo\f\f \fThree\f").ShouldBe(["One", "Two", "Three"]);
    }

    [Fact]
    public void A_heading_straight_after_another_starts_no_chapter()
    {
        ChapterReader
            .Read("# The Book\n\n## Chapter 1\n\nOne.\n\n## Chapter 2\n\nTwo.")
            .ShouldBe(["The Book\n\nChapter 1\n\nOne.", "Chapter 2\n\nTwo."]);
    }

    [Fact]
    public void A_heading_of_the_third_level_is_a_paragraph()
    {
        ChapterReader.Read("One\n### Part\nTwo").ShouldBe(["One\n\nPart\n\nTwo"]);
    }

    [Fact]
    public void A_page_with_nothing_to_say_is_no_chapter()
    {
        ChapterReader.Read("---\fOne\f---\fTwo\f---\f...").ShouldBe(["---\n\nOne", "---\n\nTwo\n\n---\n\n..."]);
    }

    [Fact]
    public void Chapters_and_the_segments_of_each_are_numbered_from_0()
    {
        var body = string.Join(
            ' ',
            Enumerable.Repeat("The harbour was quiet, and nobody had seen the boat come in.", 4)
        );

        TextSegmenter
            .Split($"# One\n\n{body}\n\n# Two\n\n{body}")
            .Select(s => (s.Chapter, s.Segment))
            .ShouldBe([(0, 0), (0, 1), (1, 0), (1, 1)]);
    }
}
