using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>Work that was refused, because what should do it has ended.</summary>
/// <param name="message">What went wrong.</param>
/// <param name="inner">Why, or null.</param>
public class RejectedExecutionException(string? message = null, Exception? inner = null)
    : AkkaException(message ?? "The work was refused.", inner);
