namespace CacheActors.Processes;

/// <summary>How a program ended.</summary>
/// <param name="Program">Its name.</param>
/// <param name="Code">Its exit code; 128 and the signal's number when a signal killed it.</param>
/// <param name="TimeLimit">The time it had when it was killed for using it up; else null.</param>
/// <param name="OutputBytes">How much it wrote to its standard output.</param>
/// <param name="Errors">The last lines it wrote to its standard error.</param>
internal sealed record ChildExit(
    string Program,
    int Code,
    TimeSpan? TimeLimit,
    long OutputBytes,
    IReadOnlyList<string> Errors
)
{
    private const int LinesShown = 5;
    private const int SignalBase = 128;
    private const int LastSignal = 64;

    /// <summary>True when it ran to its end and was content. For ffmpeg that proves nothing.</summary>
    public bool Succeeded => Code == 0 && TimeLimit is null;

    /// <summary>How it ended and what it said last, for an error message; one line without a full stop.</summary>
    public override string ToString()
    {
        var ended = (TimeLimit, Code) switch
        {
            ({ } limit, _) => $"was stopped after {limit.TotalSeconds:0.#} s",
            (_, > SignalBase and <= SignalBase + LastSignal) => $"was killed by signal {Code - SignalBase}",
            _ => $"ended with exit code {Code}",
        };
        return Errors.Count == 0
            ? $"{Program} {ended}"
            : $"{Program} {ended}: {string.Join(" / ", Errors.TakeLast(LinesShown)).TrimEnd('.')}";
    }
}
