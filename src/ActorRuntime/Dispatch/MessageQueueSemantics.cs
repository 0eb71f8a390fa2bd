namespace Akka.Dispatch;

/// <summary>What a message queue can do.</summary>
public interface ISemantics;

/// <summary>A queue that takes messages at both ends.</summary>
public interface IDequeBasedMessageQueueSemantics : ISemantics;

/// <summary>A queue with a limit.</summary>
public interface IBoundedMessageQueueSemantics : ISemantics;

/// <summary>A queue without limit.</summary>
public interface IUnboundedMessageQueueSemantics : ISemantics;

/// <summary>A queue with a limit that takes messages at both ends.</summary>
public interface IBoundedDequeBasedMessageQueueSemantics
    : IDequeBasedMessageQueueSemantics,
        IBoundedMessageQueueSemantics;

/// <summary>A queue without limit that takes messages at both ends.</summary>
public interface IUnboundedDequeBasedMessageQueueSemantics
    : IDequeBasedMessageQueueSemantics,
        IUnboundedMessageQueueSemantics;

/// <summary>An actor that says what its message queue must be able to do. Here every mailbox can do all of it.</summary>
/// <typeparam name="T">What the queue must be able to do.</typeparam>
public interface IRequiresMessageQueue<T>
    where T : ISemantics;
