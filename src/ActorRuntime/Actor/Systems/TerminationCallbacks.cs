namespace Akka.Actor;

/// <summary>What runs when a system has ended, the last added first.</summary>
internal sealed class TerminationCallbacks
{
    private readonly Stack<Action> _callbacks = [];
    private bool _done;

    public void Add(Action callback)
    {
        lock (_callbacks)
        {
            if (_done)
            {
                throw new InvalidOperationException("ActorSystem already terminated.");
            }
            _callbacks.Push(callback);
        }
    }

    /// <summary>Runs all; returns what failed.</summary>
    public IReadOnlyList<Exception> Run()
    {
        lock (_callbacks)
        {
            _done = true;
        }
        var failures = new List<Exception>();
        foreach (var callback in _callbacks)
        {
            try
            {
                callback();
            }
            catch (Exception failure)
            {
                failures.Add(failure);
            }
        }
        return failures;
    }
}
