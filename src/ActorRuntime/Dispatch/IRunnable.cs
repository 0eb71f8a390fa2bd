namespace Akka.Dispatch;

/// <summary>A piece of work for a dispatcher or scheduler.</summary>
public interface IRunnable : IThreadPoolWorkItem
{
    /// <summary>Does the work.</summary>
    void Run();
}
