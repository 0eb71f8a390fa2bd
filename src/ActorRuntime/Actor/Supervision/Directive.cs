namespace Akka.Actor;

/// <summary>What a supervisor does with a child that failed.</summary>
public enum Directive
{
    /// <summary>The child goes on with the next message, its state unchanged.</summary>
    Resume = 0,

    /// <summary>The child gets a new instance and goes on with the next message.</summary>
    Restart = 1,

    /// <summary>The supervisor fails in turn.</summary>
    Escalate = 2,

    /// <summary>The child is stopped.</summary>
    Stop = 3,
}
