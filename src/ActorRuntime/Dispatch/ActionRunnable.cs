namespace Akka.Dispatch;

/// <summary>An action as work for a dispatcher or scheduler.</summary>
/// <param name="action">The action.</param>
public sealed class ActionRunnable(Action action) : IRunnable
{
    /// <inheritdoc/>
    public void Run() => action();

    /// <inheritdoc/>
    public void Execute() => action();
}
