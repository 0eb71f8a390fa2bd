namespace CacheActors.EndToEnd.Tests;

/// <summary>A cache with a short story in it, spoken and compressed by a process of its own. Tests only read it.</summary>
public sealed class SpokenCache : IAsyncLifetime, IDisposable
{
    public const string Book = "the-well";
    public const string Voice = "en-gb";

    private readonly TempFolder _folder = new();

    public string Folder => _folder.Cache;

    public IReadOnlyList<string> Keys { get; private set; } = [];

    public async Task InitializeAsync()
    {
        var text = _folder.Write("story.txt", Story.Short);
        string[] arguments = ["synthesize", text, "--book", Book, "--voice", Voice];
        var result = (await CliProcess.RunAsync([.. arguments, "--cache", Folder, "--json"])).Json();
        Keys = [.. result.GetProperty("keys").EnumerateArray().Select(k => k.GetString().ShouldNotBeNull())];
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();
}
