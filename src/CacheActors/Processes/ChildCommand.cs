namespace CacheActors.Processes;

/// <summary>A program to run.</summary>
/// <param name="Program">Its name, looked for in PATH, or its path.</param>
/// <param name="Arguments">Handed over as they are; no shell reads them.</param>
/// <param name="TimeLimit">Wall-clock time after which it is killed.</param>
/// <param name="Fix">What to do when the machine lacks it, for example how to install it.</param>
internal sealed record ChildCommand(
    string Program,
    IReadOnlyList<string> Arguments,
    TimeSpan TimeLimit,
    string Fix
)
{
    /// <summary>Bytes for its standard input, which is closed after them.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Receives its standard output; stays open.</summary>
    public Stream Output { get; init; } = Stream.Null;
}
