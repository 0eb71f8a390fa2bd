namespace Akka.Persistence;

/// <summary>What a persistent actor knows of its recovery while it is under way.</summary>
internal sealed class RecoveryProgress(Recovery options, RecoveryPermit permit)
{
    public Recovery Options { get; } = options;

    public RecoveryPermit Permit { get; } = permit;

    /// <summary>What the journal was asked. Answers to another question are those of the instance before a restart.</summary>
    public ReplayMessages? Request { get; set; }

    /// <summary>The reminder to see whether this recovery gets on.</summary>
    public RecoveryTick Tick { get; } = new(snapshot: false);

    /// <summary>Whether anything came since the last reminder. The time before the first one may have been short.</summary>
    public bool Moved { get; set; } = true;
}
