using Akka.Dispatch;

namespace Akka.TestKit;

/// <summary>
/// Runs an actor on the thread that sends it a message: the message is handled when <c>Tell</c> returns, unless the actor is
/// handling another one just then; that thread goes on with it.
/// </summary>
/// <param name="configurator">What reads its configuration.</param>
public class CallingThreadDispatcher(MessageDispatcherConfigurator configurator) : MessageDispatcher(configurator)
{
    /// <summary>The name of the section that configures it.</summary>
#pragma warning disable CA2211 // Akka.NET's field is not read-only; code that is compiled against it expects a field.
    public static new string Id = "akka.test.calling-thread-dispatcher";
#pragma warning restore CA2211

    /// <inheritdoc/>
    protected override void ExecuteTask(IRunnable run) => run.Run();

    /// <inheritdoc/>
    protected override void Shutdown() { }
}
