using Akka.Actor;

namespace Akka.Pattern;

/// <summary>A call was refused because too many calls before it failed. It may be tried again later.</summary>
public class OpenCircuitException : AkkaException
{
    private const string Default = "Circuit Breaker is open; calls are failing fast";

    /// <summary>Creates the exception.</summary>
    public OpenCircuitException()
        : base(Default) { }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    public OpenCircuitException(string message)
        : base(message) { }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="cause">Why.</param>
    public OpenCircuitException(string message, Exception? cause)
        : base(message, cause) { }

    /// <summary>Creates the exception.</summary>
    /// <param name="cause">What the last call that was made failed with.</param>
    /// <param name="remainingDuration">How long calls are still refused.</param>
    public OpenCircuitException(Exception? cause, TimeSpan remainingDuration)
        : base(Default, cause)
    {
        RemainingDuration = remainingDuration;
    }

    /// <summary>How long calls are still refused.</summary>
    public TimeSpan RemainingDuration { get; }
}
