namespace CacheActors.Cli.Output;

/// <summary>One stage of a piece of work. Written by the work, read by whoever draws it; the numbers are advisory.</summary>
internal sealed class Stage(string name)
{
    private int _done;
    private int _total;

    public string Name { get; } = name;

    public int Done => Volatile.Read(ref _done);

    /// <summary>0 until it is known.</summary>
    public int Total => Volatile.Read(ref _total);

    public void Report(int done, int total)
    {
        Volatile.Write(ref _total, total);
        Volatile.Write(ref _done, done);
    }
}
