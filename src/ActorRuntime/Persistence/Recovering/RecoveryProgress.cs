using Akka.Actor;

namespace Akka.Persistence;

/// <summary>What a persistent actor knows of its recovery while it is under way.</summary>
internal sealed class RecoveryProgress(Recovery options, RecoveryPermit permit)
{
    public Recovery Options { get; } = options;

    public RecoveryPermit Permit { get; } = permit;

    /// <summary>What the journal was asked. Answers to another question are those of the instance before a restart.</summary>
    public ReplayMessages? Request { get; set; }

    /// <summary>The reminder of this recovery.</summary>
    public RecoveryTick Tick { get; } = new(snapshot: false);

    /// <summary>Reminds the actor to see whether anything came since the last time.</summary>
    public ICancelable? Ticks { get; set; }

    /// <summary>Whether anything came since the last reminder.</summary>
    public bool Moved { get; set; }
}
