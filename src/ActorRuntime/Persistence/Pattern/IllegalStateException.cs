using Akka.Actor;

namespace Akka.Pattern;

/// <summary>Something was done in a state that does not allow it.</summary>
public class IllegalStateException : AkkaException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    public IllegalStateException(string message)
        : base(message) { }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerEx">Why.</param>
    public IllegalStateException(string message, Exception? innerEx)
        : base(message, innerEx) { }
}
