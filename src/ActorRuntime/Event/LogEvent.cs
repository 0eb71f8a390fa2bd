using System.Globalization;
using Akka.Actor;

namespace Akka.Event;

/// <summary>Something that is logged.</summary>
public abstract class LogEvent : INoSerializationVerificationNeeded
{
    /// <summary>Notes time and thread.</summary>
    protected LogEvent()
    {
        Timestamp = TimeProvider.System.GetUtcNow().UtcDateTime;
        Thread = Thread.CurrentThread;
    }

    /// <summary>The exception it is about, or null.</summary>
    public Exception? Cause { get; protected set; }

    /// <summary>When it happened, in UTC.</summary>
    public DateTime Timestamp { get; }

    /// <summary>The thread it happened on.</summary>
    public Thread Thread { get; }

    /// <summary>Where it comes from, usually an actor's path.</summary>
    public string LogSource { get; protected set; } = "";

    /// <summary>The type it comes from.</summary>
    public Type LogClass { get; protected set; } = typeof(object);

    /// <summary>What is said: an object whose text it is, often a <see cref="LogMessage"/>.</summary>
    public object? Message { get; protected set; }

    /// <summary>How important it is.</summary>
    public abstract LogLevel LogLevel();

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"[{LogLevel().StringFor()}][{Timestamp:MM/dd/yyyy hh:mm:ss.fff}Z][Thread {Thread.ManagedThreadId:0000}][{LogSource}] {Message}"
        );
        return Cause is null ? text : $"{text}{Environment.NewLine}Cause: {Cause}";
    }
}

/// <summary>Something for whoever looks for a fault.</summary>
public class Debug : LogEvent
{
    /// <summary>Creates the event.</summary>
    /// <param name="logSource">Where it comes from.</param>
    /// <param name="logClass">The type it comes from.</param>
    /// <param name="message">What is said.</param>
    public Debug(string logSource, Type logClass, object? message)
        : this(cause: null, logSource, logClass, message) { }

    /// <summary>Creates the event.</summary>
    /// <param name="cause">The exception it is about.</param>
    /// <param name="logSource">Where it comes from.</param>
    /// <param name="logClass">The type it comes from.</param>
    /// <param name="message">What is said.</param>
    public Debug(Exception? cause, string logSource, Type logClass, object? message)
    {
        Cause = cause;
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
    }

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.DebugLevel;
}

/// <summary>Something that happens.</summary>
public class Info : LogEvent
{
    /// <summary>Creates the event.</summary>
    /// <param name="logSource">Where it comes from.</param>
    /// <param name="logClass">The type it comes from.</param>
    /// <param name="message">What is said.</param>
    public Info(string logSource, Type logClass, object? message)
        : this(cause: null, logSource, logClass, message) { }

    /// <summary>Creates the event.</summary>
    /// <param name="cause">The exception it is about.</param>
    /// <param name="logSource">Where it comes from.</param>
    /// <param name="logClass">The type it comes from.</param>
    /// <param name="message">What is said.</param>
    public Info(Exception? cause, string logSource, Type logClass, object? message)
    {
        Cause = cause;
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
    }

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.InfoLevel;
}

/// <summary>Something that may become a problem.</summary>
public class Warning : LogEvent
{
    /// <summary>Creates the event.</summary>
    /// <param name="logSource">Where it comes from.</param>
    /// <param name="logClass">The type it comes from.</param>
    /// <param name="message">What is said.</param>
    public Warning(string logSource, Type logClass, object? message)
        : this(cause: null, logSource, logClass, message) { }

    /// <summary>Creates the event.</summary>
    /// <param name="cause">The exception it is about.</param>
    /// <param name="logSource">Where it comes from.</param>
    /// <param name="logClass">The type it comes from.</param>
    /// <param name="message">What is said.</param>
    public Warning(Exception? cause, string logSource, Type logClass, object? message)
    {
        Cause = cause;
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
    }

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.WarningLevel;
}

/// <summary>Something that failed.</summary>
public class Error : LogEvent
{
    /// <summary>Creates the event.</summary>
    /// <param name="cause">The exception it is about.</param>
    /// <param name="logSource">Where it comes from.</param>
    /// <param name="logClass">The type it comes from.</param>
    /// <param name="message">What is said.</param>
    public Error(Exception? cause, string logSource, Type logClass, object? message)
    {
        Cause = cause;
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
    }

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.ErrorLevel;
}
