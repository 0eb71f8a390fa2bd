using Akka.Actor;

namespace Akka.Event;

/// <summary>The first message to a logger. It answers with <see cref="LoggerInitialized"/>.</summary>
/// <param name="loggingBus">The bus the logger will get events from; it is subscribed already.</param>
public class InitializeLogger(LoggingBus loggingBus) : INoSerializationVerificationNeeded
{
    /// <summary>The bus the logger will get events from.</summary>
    public LoggingBus LoggingBus { get; } = loggingBus;
}

/// <summary>A logger's answer to <see cref="InitializeLogger"/>.</summary>
public class LoggerInitialized : INoSerializationVerificationNeeded, IDeadLetterSuppression;
