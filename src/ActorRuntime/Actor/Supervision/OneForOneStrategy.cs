using Akka.Actor.Internal;
using Akka.Util;

namespace Akka.Actor;

/// <summary>Does something about the child that failed, and leaves its siblings alone.</summary>
public class OneForOneStrategy : SupervisorStrategy, IEquatable<OneForOneStrategy>
{
    /// <summary>Creates a strategy that decides as <see cref="SupervisorStrategy.DefaultDecider"/> does.</summary>
    protected OneForOneStrategy()
        : this(DefaultDecider) { }

    /// <summary>Creates a strategy without limit on restarts.</summary>
    /// <param name="decider">What decides.</param>
    public OneForOneStrategy(IDecider decider)
        : this(-1, -1, decider) { }

    /// <summary>Creates a strategy without limit on restarts.</summary>
    /// <param name="localOnlyDecider">What decides.</param>
    public OneForOneStrategy(Func<Exception, Directive> localOnlyDecider)
        : this(-1, -1, localOnlyDecider) { }

    /// <summary>Creates a strategy without limit on restarts.</summary>
    /// <param name="localOnlyDecider">What decides.</param>
    /// <param name="loggingEnabled">True if failures are logged.</param>
    public OneForOneStrategy(Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
        : this(-1, -1, localOnlyDecider, loggingEnabled) { }

    /// <summary>Creates a strategy.</summary>
    /// <param name="maxNrOfRetries">How often a child is restarted before it is stopped; null or negative for any number.</param>
    /// <param name="withinTimeRange">The time in which they count; null for ever.</param>
    /// <param name="localOnlyDecider">What decides.</param>
    public OneForOneStrategy(
        int? maxNrOfRetries,
        TimeSpan? withinTimeRange,
        Func<Exception, Directive> localOnlyDecider
    )
        : this(maxNrOfRetries, withinTimeRange, Actor.Decider.From(localOnlyDecider)) { }

    /// <summary>Creates a strategy.</summary>
    /// <param name="maxNrOfRetries">How often a child is restarted before it is stopped; null or negative for any number.</param>
    /// <param name="withinTimeRange">The time in which they count; null for ever.</param>
    /// <param name="decider">What decides.</param>
    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider)
        : this(maxNrOfRetries ?? -1, Milliseconds(withinTimeRange), decider) { }

    /// <summary>Creates a strategy.</summary>
    /// <param name="maxNrOfRetries">How often a child is restarted before it is stopped; negative for any number.</param>
    /// <param name="withinTimeMilliseconds">The time in which they count, in milliseconds; negative for ever.</param>
    /// <param name="localOnlyDecider">What decides.</param>
    /// <param name="loggingEnabled">True if failures are logged.</param>
    public OneForOneStrategy(
        int maxNrOfRetries,
        int withinTimeMilliseconds,
        Func<Exception, Directive> localOnlyDecider,
        bool loggingEnabled = true
    )
        : this(maxNrOfRetries, withinTimeMilliseconds, Actor.Decider.From(localOnlyDecider), loggingEnabled) { }

    /// <summary>Creates a strategy.</summary>
    /// <param name="maxNrOfRetries">How often a child is restarted before it is stopped; negative for any number.</param>
    /// <param name="withinTimeMilliseconds">The time in which they count, in milliseconds; negative for ever.</param>
    /// <param name="decider">What decides.</param>
    /// <param name="loggingEnabled">True if failures are logged.</param>
    public OneForOneStrategy(
        int maxNrOfRetries,
        int withinTimeMilliseconds,
        IDecider decider,
        bool loggingEnabled = true
    )
    {
        MaxNumberOfRetries = maxNrOfRetries;
        WithinTimeRangeMilliseconds = withinTimeMilliseconds;
        Decider = decider;
        LoggingEnabled = loggingEnabled;
    }

    /// <summary>How often a child is restarted before it is stopped; negative for any number.</summary>
    public int MaxNumberOfRetries { get; }

    /// <summary>The time in which restarts count, in milliseconds; negative for ever.</summary>
    public int WithinTimeRangeMilliseconds { get; }

    /// <inheritdoc/>
    public override IDecider Decider { get; }

    /// <summary>The same strategy with another limit.</summary>
    /// <param name="maxNrOfRetries">How often a child is restarted before it is stopped; negative for any number.</param>
    public OneForOneStrategy WithMaxNrOfRetries(int maxNrOfRetries) =>
        new(maxNrOfRetries, WithinTimeRangeMilliseconds, Decider, LoggingEnabled);

    /// <inheritdoc/>
    public override void HandleChildTerminated(
        IActorContext actorContext,
        IActorRef child,
        IEnumerable<IInternalActorRef> children
    ) { }

    /// <inheritdoc/>
    public override void ProcessFailure(
        IActorContext context,
        bool restart,
        IActorRef child,
        Exception cause,
        ChildRestartStats stats,
        IReadOnlyCollection<ChildRestartStats> children
    )
    {
        if (restart && stats.RequestRestartPermission(MaxNumberOfRetries, WithinTimeRangeMilliseconds))
        {
            RestartChild(child, cause, suspendFirst: false);
        }
        else
        {
            context.Stop(child);
        }
    }

    /// <inheritdoc/>
    public override ISurrogate ToSurrogate(ActorSystem system) =>
        throw new NotSupportedException("A supervision strategy is not sent to other systems.");

    /// <inheritdoc/>
    public bool Equals(OneForOneStrategy? other) =>
        ReferenceEquals(this, other)
        || (
            other is not null
            && MaxNumberOfRetries == other.MaxNumberOfRetries
            && WithinTimeRangeMilliseconds == other.WithinTimeRangeMilliseconds
            && Decider.Equals(other.Decider)
        );

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as OneForOneStrategy);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(MaxNumberOfRetries, WithinTimeRangeMilliseconds, Decider);

    /// <inheritdoc/>
    protected override Directive Handle(IActorRef child, Exception exception) => Decider.Decide(exception);

    internal static int Milliseconds(TimeSpan? time) => time is { } value ? (int)value.TotalMilliseconds : -1;
}
