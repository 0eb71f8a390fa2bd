using Akka.Dispatch;

namespace Akka.Event;

/// <summary>The queue of a logger: <see cref="IRequiresMessageQueue{T}"/> of this marks loggers.</summary>
public interface ILoggerMessageQueueSemantics : ISemantics;
