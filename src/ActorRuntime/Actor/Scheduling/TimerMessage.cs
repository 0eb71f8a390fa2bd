using Akka.Event;

namespace Akka.Actor;

/// <summary>What a timer sends; the actor gets the message inside if the timer still counts then.</summary>
internal class TimerMessage(TimerScheduler owner, object key, object message)
    : IAutoReceivedMessage,
        INoSerializationVerificationNeeded,
        IDeadLetterSuppression,
        IWrappedMessage
{
    public object Key => key;

    public object Message => message;

    /// <summary>True if the timer was neither cancelled nor replaced. A single timer has fired then.</summary>
    public bool TryClaim() => owner.TryClaim(this);

    public override string ToString() => $"TimerMsg(key={key}, {message})";
}

/// <summary>The same for a message that does not count as activity.</summary>
internal sealed class QuietTimerMessage(TimerScheduler owner, object key, object message)
    : TimerMessage(owner, key, message),
        INotInfluenceReceiveTimeout;
