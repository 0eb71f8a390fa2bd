using CacheActors.Speech;

namespace CacheActors.Tests.Speech;

public sealed class EspeakVoicesTests
{
    private readonly EspeakVoices _voices = new(
        """
        Pty Language       Age/Gender VoiceName          File                 Other Languages
         5  chr-US-Qaaa-x-west --/M      Cherokee_          iro/chr
         5  de              --/M      German             gmw/de
         2  en-gb           --/M      English_(Great_Britain) gmw/en               (en 2)
         5  en-gb-x-rp      --/M      English_(Received_Pronunciation) gmw/en-GB-x-rp       (en-gb 4)(en 5)
         2  en-us           --/M      English_(America)  gmw/en-US            (en 3)
         5  eu              --/M      Basque             eu
         5  nb              --/M      Norwegian_Bokmål  gmq/nb               (no 5)
        """,
        """
        Pty Language       Age/Gender VoiceName          File                 Other Languages
         5  variant         --/F      female3            !v/f3
         5  variant         --/M      Alex               !v/Alex
         5  variant         --/M      Mr_serious         !v/Mr serious
         5  variant         --/M      anikaRobot         !v/anikaRobot
        """
    );

    [Theory]
    [InlineData("de")]
    [InlineData("en")]
    [InlineData("en-gb-x-rp")]
    [InlineData("EN-US")]
    [InlineData("gmw/en-US")]
    [InlineData("eu")]
    [InlineData("iro/chr")]
    [InlineData("no")]
    [InlineData("en-us+f3")]
    [InlineData("no+Mr serious")]
    public void Languages_files_and_their_variants_are_voices(string voiceId) =>
        _voices.Contains(voiceId).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("+f3")]
    [InlineData("en-zz")]
    [InlineData("Language")]
    [InlineData("chr-US-Qaaa-x-west")]
    [InlineData("variant")]
    [InlineData("en-us+")]
    [InlineData("en-us+F3")]
    [InlineData("en-us+f3+f3")]
    [InlineData("../../etc/passwd")]
    [InlineData("-x")]
    public void Anything_else_is_not(string voiceId) => _voices.Contains(voiceId).ShouldBeFalse();

    [Theory]
    [InlineData("en-uss", "en-us, en-gb")]
    [InlineData("en_us", "en-us")]
    [InlineData("en-us+f33", "en-us+f3")]
    [InlineData("en-us+alex", "en-us+Alex")]
    [InlineData("em-us+f3", "en-us+f3")]
    [InlineData("es", "en, eu")]
    [InlineData("xyzzy-plugh", "")]
    public void What_is_near_is_suggested_nearest_first(string voiceId, string suggestions) =>
        string.Join(", ", _voices.Near(voiceId)).ShouldBe(suggestions);
}
