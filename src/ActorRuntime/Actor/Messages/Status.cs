namespace Akka.Actor;

/// <summary>Tells a sender how its request ended.</summary>
public abstract class Status
{
    /// <summary>The request was fulfilled.</summary>
    public sealed class Success : Status
    {
        /// <summary>Success without a value.</summary>
        public static readonly Success Instance = new(status: null);

        /// <summary>The result, or null.</summary>
        public readonly object? Status;

        /// <summary>The request was fulfilled.</summary>
        /// <param name="status">The result, or null.</param>
        public Success(object? status) => Status = status;

        /// <inheritdoc/>
        public override string ToString() => $"Success: {Status}";
    }

    /// <summary>The request failed. An <c>Ask</c> that gets this answer fails with its cause.</summary>
    public sealed class Failure : Status
    {
        /// <summary>Why the request failed.</summary>
        public readonly Exception Cause;

        /// <summary>What the failing side has to say beside the cause, or null.</summary>
        public readonly object? State;

        /// <summary>The request failed.</summary>
        /// <param name="cause">Why.</param>
        public Failure(Exception cause)
            : this(cause, state: null) { }

        /// <summary>The request failed.</summary>
        /// <param name="cause">Why.</param>
        /// <param name="state">What there is to say beside the cause, or null.</param>
        public Failure(Exception cause, object? state)
        {
            Cause = cause;
            State = state;
        }

        /// <inheritdoc/>
        public override string ToString() => $"Failure: {Cause}";
    }
}
