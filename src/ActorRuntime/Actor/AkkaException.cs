namespace Akka.Actor;

/// <summary>The base of the exceptions that the actor runtime throws.</summary>
public abstract class AkkaException : Exception
{
    /// <summary>Creates an exception without a message of its own.</summary>
    protected AkkaException() { }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What went wrong, where, and what to do about it.</param>
    /// <param name="cause">The exception that led to this one, or null.</param>
    protected AkkaException(string message, Exception? cause = null)
        : base(message, cause) { }

    /// <summary>The exception that led to this one, or null.</summary>
    protected Exception? Cause => InnerException;
}
