using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Lets the test actor act by itself on what it receives, before the test sees it.</summary>
public abstract class AutoPilot
{
    /// <summary>Keep the auto pilot that runs.</summary>
    public static KeepRunning KeepRunning => KeepRunning.Instance;

    /// <summary>No auto pilot from now on.</summary>
    public static NoAutoPilot NoAutoPilot => NoAutoPilot.Instance;

    /// <summary>Acts on a message.</summary>
    /// <param name="sender">Who sent it.</param>
    /// <param name="message">The message.</param>
    /// <returns>The auto pilot for the next message.</returns>
    public abstract AutoPilot Run(IActorRef sender, object message);
}

/// <summary>An auto pilot's answer: go on with the same one.</summary>
public sealed class KeepRunning : AutoPilot
{
    /// <summary>The only instance.</summary>
#pragma warning disable CA2211 // Akka.NET's field is not read-only; code that is compiled against it expects a field.
    public static KeepRunning Instance = new();
#pragma warning restore CA2211

    private KeepRunning() { }

    /// <summary>Throws: it stands for another auto pilot.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public override AutoPilot Run(IActorRef sender, object message) =>
        throw new InvalidOperationException("KeepRunning is an answer of auto pilots and cannot be set as one.");
}

/// <summary>No auto pilot.</summary>
public sealed class NoAutoPilot : AutoPilot
{
    /// <summary>The only instance.</summary>
#pragma warning disable CA2211 // Akka.NET's field is not read-only; code that is compiled against it expects a field.
    public static NoAutoPilot Instance = new();
#pragma warning restore CA2211

    private NoAutoPilot() { }

    /// <inheritdoc/>
    public override AutoPilot Run(IActorRef sender, object message) => this;
}

/// <summary>Acts on a message.</summary>
/// <param name="sender">Who sent it.</param>
/// <param name="message">The message.</param>
/// <returns>The auto pilot for the next message.</returns>
public delegate AutoPilot AutoPilotDelegate(IActorRef sender, object message);

/// <summary>An auto pilot that is a function.</summary>
/// <param name="autoPilotDelegate">The function.</param>
public sealed class DelegateAutoPilot(AutoPilotDelegate autoPilotDelegate) : AutoPilot
{
    /// <inheritdoc/>
    public override AutoPilot Run(IActorRef sender, object message) => autoPilotDelegate(sender, message);
}
