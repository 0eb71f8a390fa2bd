using System.Diagnostics;
using System.Globalization;
using System.Text;
using CacheActors.Domain.Speech;
using Shouldly;
using Xunit;

namespace CacheActors.Domain.Tests.Speech;

/// <summary>Segments as espeak-ng really speaks them.</summary>
public class RealSpeechTests
{
    private const string English = """
        # The Keeper of the Light

        Chapter 1. A Letter

        The letter came on a Tuesday, which was odd, because the boat only ever came on Fridays. Mr. Hale turned it over
        twice before he opened it. "Who is it from?" asked his sister. He didn't answer.

        It was dated 14 March 1887, and it had been written in a hurry. Whoever had held the pen had pressed so hard that the
        paper was torn in 3 places! "Read it," she said. "I have," he replied; "twice."

        Yes.

        There were, as he explained to her that evening after the lamp had been lit and the wind had dropped, only two people
        in the whole of the county who could have known about the money, and one of them had been dead for eleven years.

        "And the other?"

        "The other is you." She laughed. It was not a pleasant laugh, and he remembered it for a long time afterwards, in
        places where there was nothing else to remember. The house at No. 5 Harbour Street was sold within the month for
        $1,250, a price that Dr. Penrose called absurd.

        Chapter 2. The Storm

        Nobody who was there has ever agreed with anybody else about the order in which things happened that night. The bell
        rang at 10.30. The bell did not ring at all. The door was open, or it was not. What is certain is that the light went
        out, for the first time in sixty-one years; that the Alma, with a cargo of slate and seven men aboard, was then less
        than a mile from the rocks; and that somebody, on the stairs of the tower, was singing.

        Well... perhaps not singing. Call it what you like! The keeper's log has one line for that date, in a hand that is not
        his: "Wind S.W., force 9. All well."
        """;

    private const string German = """
        # Der Leuchtturm

        Der Brief kam an einem Dienstag, was seltsam war, denn das Boot kam immer nur freitags. Herr Hale drehte ihn zweimal
        um, bevor er ihn öffnete. »Von wem ist er?«, fragte seine Schwester. Er antwortete nicht.

        Er war auf den 14. März 1887 datiert und in großer Eile geschrieben. Wer auch immer die Feder geführt hatte, hatte so
        fest aufgedrückt, dass das Papier an 3 Stellen zerrissen war! »Lies vor«, sagte sie.

        Nein.

        Nur zwei Menschen im ganzen Land, erklärte er ihr an jenem Abend, als die Lampe brannte und der Wind sich gelegt
        hatte, konnten von dem Geld gewusst haben, und einer von ihnen war seit elf Jahren tot. Das Haus in der Hafenstr. 5
        wurde noch im selben Monat verkauft, z. B. deshalb, weil die Donaudampfschifffahrtsgesellschaft es haben wollte.

        ## Der Sturm

        Niemand, der dabei war, konnte sich später mit den anderen darüber einigen, in welcher Reihenfolge alles geschehen
        war. Die Glocke schlug um halb elf. Die Glocke schlug gar nicht. Die Tür war offen, oder sie war es nicht. Sicher ist
        nur, dass das Licht ausging, zum ersten Mal seit einundsechzig Jahren.
        """;

    [Theory]
    [InlineData("en-us", English, 1)]
    [InlineData("en-us", English, 1.5)]
    [InlineData("de", German, 1)]
    [InlineData("de", German, 0.8)]
    public void Every_segment_of_prose_takes_3_to_12_seconds(string voice, string text, double rate)
    {
        IReadOnlyList<TextSegment> segments = TextSegmenter.Split(text, rate);

        double[] seconds = [.. segments.Select(s => Speak(s.Text, voice, rate))];

        seconds.Length.ShouldBeGreaterThan(5);
        seconds.Zip(segments).Where(s => s.First is < 3 or > 12).ShouldBeEmpty();
    }

    private static double Speak(string text, string voice, double rate)
    {
        var wordsPerMinute = Math.Round(175 * rate).ToString(CultureInfo.InvariantCulture);
        using Process espeak = Process.Start(
            new ProcessStartInfo("espeak-ng", ["-v", voice, "-s", wordsPerMinute, "-b", "1", "--stdin", "--stdout"])
            {
                UseShellExecute = false,
                StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        espeak.StandardInput.Write(text);
        espeak.StandardInput.Close();
        using var wav = new MemoryStream();
        espeak.StandardOutput.BaseStream.CopyTo(wav);
        espeak.WaitForExit();
        espeak.ExitCode.ShouldBe(0);

        // A header of 44 bytes, then 16-bit mono at 22,050 Hz.
        return (wav.Length - 44) / (2 * 22_050.0);
    }
}
