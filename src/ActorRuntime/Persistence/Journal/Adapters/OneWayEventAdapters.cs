namespace Akka.Persistence.Journal;

/// <summary>An adapter that was made for reading only: events are written as they are.</summary>
internal sealed class ReadOnlyEventAdapter(IReadEventAdapter reader) : IEventAdapter
{
    public string Manifest(object evt) => "";

    public object ToJournal(object evt) => evt;

    public IEventSequence FromJournal(object evt, string manifest) => reader.FromJournal(evt, manifest);
}

/// <summary>An adapter that was made for writing only: events are read as they are.</summary>
internal sealed class WriteOnlyEventAdapter(IWriteEventAdapter writer) : IEventAdapter
{
    public string Manifest(object evt) => writer.Manifest(evt);

    public object ToJournal(object evt) => writer.ToJournal(evt);

    public IEventSequence FromJournal(object evt, string manifest) => EventSequence.Single(evt);
}
