using System.Text;

namespace CacheActors.Speech;

/// <summary>Text as espeak-ng must get it to speak what stands there and nothing else.</summary>
internal static class EspeakText
{
    /// <summary>UTF-8 without what espeak-ng takes for a command.</summary>
    public static byte[] ToBytes(string text) =>
        Encoding.UTF8.GetBytes(string.Concat(text.Select(Harmless)));

    private static char Harmless(char c) =>
        c switch
        {
            '\n' or '\t' => c,
            // \x01 and a letter set speed, pitch and more; \0 ends the text.
            _ when char.IsControl(c) => ' ',
            // [[...]] are phonemes. Brackets of either kind are not spoken.
            '[' => '(',
            ']' => ')',
            _ => c,
        };
}
