namespace CacheActors.Cli;

/// <summary>
/// What the process tells its caller. An interrupted run ends with 128 + the signal's number, as shells expect.
/// Plain numbers, not an enum: the async machinery for <c>Task&lt;int&gt;</c> is compiled already.
/// </summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;

    /// <summary>The command line or the settings cannot be used; nothing was started.</summary>
    public const int Usage = 2;

    /// <summary>Something does not agree with the journal, and was only to be looked at.</summary>
    public const int Differences = 3;

    public const int CacheInUse = 4;

    /// <summary>The machine lacks something, for example ffmpeg.</summary>
    public const int Lacking = 5;

    public const int Interrupted = 130;
    public const int Terminated = 143;
}
