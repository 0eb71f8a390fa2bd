namespace CacheActors.Cli.Output;

/// <summary>One stage of a piece of work. Several threads may report; what is done never goes back.</summary>
internal sealed class Stage(string name)
{
    private readonly Lock _gate = new();

    public string Name { get; } = name;

    public int Done { get; private set; }

    /// <summary>0 until it is known.</summary>
    public int Total { get; private set; }

    public void Report(int done, int total)
    {
        lock (_gate)
        {
            Total = total;
            Done = Math.Max(Done, done);
        }
    }
}
