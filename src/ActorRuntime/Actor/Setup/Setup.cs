namespace Akka.Actor.Setup;

/// <summary>A part of how a system is set up in code. Derive from it to hand settings to an extension.</summary>
public abstract class Setup
{
    /// <summary>This part and another one.</summary>
    /// <param name="other">The other part.</param>
    public ActorSystemSetup And(Setup other) => ActorSystemSetup.Create(this, other);
}
