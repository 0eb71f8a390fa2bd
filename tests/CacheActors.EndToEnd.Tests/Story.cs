namespace CacheActors.EndToEnd.Tests;

/// <summary>Texts to speak.</summary>
internal static class Story
{
    public const string Short = """
        Chapter 1. The Well

        The well behind the mill had been dry for as long as anybody could remember. One morning in March the miller let
        down a bucket, for no reason at all, and it came up full of cold, clear water.

        Chapter 2. The Bucket

        He told nobody. He carried the bucket into the kitchen, set it down beside the stove, and looked at it until noon.
        Then he let it down once more, and this time there was a letter in it.
        """;

    /// <summary>So many sentences that a process is busy with them for a while; each is different.</summary>
    public static string Long(int sentences) =>
        string.Join(
            ' ',
            Enumerable
                .Range(1, sentences)
                .Select(n =>
                    $"On the morning of day {n} the old captain wrote down the weather, the wind and the number of gulls on the mast."
                )
        );
}
