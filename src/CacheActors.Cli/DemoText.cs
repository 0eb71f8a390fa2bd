namespace CacheActors.Cli;

/// <summary>The text that <c>demo</c> speaks; it travels inside the program.</summary>
internal static class DemoText
{
    public const string BookId = "the-lamp-that-answered";

    public const string Title = "The Lamp That Answered";

    public static string Read()
    {
        using var resource =
            typeof(DemoText).Assembly.GetManifestResourceStream($"{BookId}.txt")
            ?? throw new InvalidOperationException($"{BookId}.txt is not in this program.");
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
