using Akka.Actor;

namespace Akka.Persistence;

/// <summary>A recovery got no snapshot or no further event within <c>recovery-event-timeout</c>.</summary>
public sealed class RecoveryTimedOutException : AkkaException
{
    /// <summary>Creates the exception.</summary>
    public RecoveryTimedOutException() { }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="cause">Why.</param>
    public RecoveryTimedOutException(string message, Exception? cause = null)
        : base(message, cause) { }
}
