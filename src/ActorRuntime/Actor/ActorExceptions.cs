namespace Akka.Actor;

/// <summary>An actor could not be created: its constructor or its <c>PreStart</c> failed.</summary>
public class ActorInitializationException : AkkaException
{
    /// <summary>Creates the exception.</summary>
    public ActorInitializationException() { }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    public ActorInitializationException(string message)
        : base(message) { }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="cause">Why.</param>
    public ActorInitializationException(string message, Exception? cause)
        : base(message, cause) { }

    /// <summary>Creates the exception.</summary>
    /// <param name="actor">The actor that could not be created.</param>
    /// <param name="message">What went wrong.</param>
    /// <param name="cause">Why.</param>
    public ActorInitializationException(IActorRef? actor, string message, Exception? cause = null)
        : base(message, cause)
    {
        Actor = actor;
    }

    /// <summary>The actor that could not be created, if known.</summary>
    public IActorRef? Actor { get; set; }

    /// <inheritdoc/>
    public override string ToString() => Actor is null ? base.ToString() : $"{Actor}: {base.ToString()}";
}

/// <summary>An actor's <c>PreRestart</c> failed.</summary>
public class PreRestartException : ActorInitializationException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="actor">The actor.</param>
    /// <param name="restartException">What <c>PreRestart</c> threw.</param>
    /// <param name="cause">Why the actor was to be restarted.</param>
    /// <param name="optionalMessage">The message that was being handled, or null.</param>
    public PreRestartException(IActorRef actor, Exception restartException, Exception cause, object? optionalMessage)
        : base(
            actor,
            $"Exception in PreRestart(exception {cause.GetType()}, message {optionalMessage ?? "null"})",
            restartException
        )
    {
        RestartException = restartException;
        OptionalMessage = optionalMessage;
    }

    /// <summary>What <c>PreRestart</c> threw.</summary>
    public Exception RestartException { get; }

    /// <summary>The message that was being handled, or null.</summary>
    public object? OptionalMessage { get; }
}

/// <summary>The new instance of a restarted actor failed in its constructor or in <c>PostRestart</c>.</summary>
public class PostRestartException : ActorInitializationException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="actor">The actor.</param>
    /// <param name="cause">What the new instance threw.</param>
    /// <param name="originalCause">Why the actor was restarted.</param>
    public PostRestartException(IActorRef actor, Exception cause, Exception originalCause)
        : base(actor, $"Exception post restart ({originalCause?.GetType()})", cause)
    {
        OriginalCause = originalCause!;
    }

    /// <summary>Why the actor was restarted.</summary>
    public Exception OriginalCause { get; }
}

/// <summary>What an actor fails with that received <see cref="Kill"/>.</summary>
public class ActorKilledException : AkkaException
{
    /// <summary>Creates the exception.</summary>
    public ActorKilledException() { }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    public ActorKilledException(string message)
        : base(message) { }
}

/// <summary>What an actor fails with that watches another and does not handle its <see cref="Terminated"/>.</summary>
/// <param name="deadActor">The actor that stopped.</param>
public class DeathPactException(IActorRef deadActor) : AkkaException($"Monitored actor [{deadActor}] terminated")
{
    /// <summary>The actor that stopped.</summary>
    public IActorRef DeadActor { get; } = deadActor;
}

/// <summary>A name that an actor cannot have: taken, empty, or with characters that a path cannot hold.</summary>
public class InvalidActorNameException : AkkaException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    public InvalidActorNameException(string message)
        : base(message) { }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">Why.</param>
    public InvalidActorNameException(string message, Exception? innerException)
        : base(message, innerException) { }
}

/// <summary>No actor has the path that was asked for.</summary>
public class ActorNotFoundException : AkkaException
{
    /// <summary>Creates the exception.</summary>
    public ActorNotFoundException() { }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">Why.</param>
    public ActorNotFoundException(string message, Exception? innerException = null)
        : base(message, innerException) { }
}

/// <summary>An actor was used in a way its state forbids, such as stashing one message twice.</summary>
/// <param name="message">What went wrong.</param>
public class IllegalActorStateException(string message) : AkkaException(message);

/// <summary>A message that cannot be sent, such as null.</summary>
public class InvalidMessageException : AkkaException
{
    /// <summary>Creates the exception.</summary>
    public InvalidMessageException()
        : this("Message is null") { }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    public InvalidMessageException(string message)
        : base(message) { }
}

/// <summary>No answer came within the time that an <c>Ask</c> allowed.</summary>
/// <param name="message">What went wrong.</param>
public class AskTimeoutException(string message) : AkkaException(message);

/// <summary>A stash holds as many messages as it may.</summary>
/// <param name="message">What went wrong.</param>
/// <param name="cause">Why, or null.</param>
public class StashOverflowException(string message, Exception? cause = null) : AkkaException(message, cause);

/// <summary>Something cannot be scheduled, such as at a negative delay after the system's end.</summary>
/// <param name="message">What went wrong.</param>
public sealed class SchedulerException(string message) : AkkaException(message);

/// <summary>A logger could not be started.</summary>
public class LoggerInitializationException : AkkaException
{
    /// <summary>Creates the exception.</summary>
    public LoggerInitializationException() { }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    public LoggerInitializationException(string message)
        : base(message) { }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="cause">Why.</param>
    public LoggerInitializationException(string message, Exception? cause = null)
        : base(message, cause) { }
}
