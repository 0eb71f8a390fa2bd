namespace Akka.Persistence.Serialization;

/// <summary>Marks what a journal may have to serialize.</summary>
public interface IMessage;
