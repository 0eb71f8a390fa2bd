using Akka.Pattern;

namespace Akka.Persistence.Journal;

/// <summary>What several adapters make of a stored event, one after the other. It cannot be used for writing.</summary>
/// <param name="adapters">The adapters.</param>
public sealed class CombinedReadEventAdapter(IEnumerable<IEventAdapter> adapters) : IEventAdapter
{
    /// <summary>The adapters.</summary>
    public IEnumerable<IEventAdapter> Adapters { get; } = [.. adapters];

    /// <inheritdoc/>
    /// <exception cref="IllegalStateException">Always: several adapters cannot agree on what is stored.</exception>
    public string Manifest(object evt) => throw NotForWriting(evt);

    /// <inheritdoc/>
    /// <exception cref="IllegalStateException">Always: several adapters cannot agree on what is stored.</exception>
    public object ToJournal(object evt) => throw NotForWriting(evt);

    /// <inheritdoc/>
    public IEventSequence FromJournal(object evt, string manifest) =>
        EventSequence.Create(Adapters.SelectMany(adapter => adapter.FromJournal(evt, manifest).Events));

    private static IllegalStateException NotForWriting(object evt) =>
        new(
            $"Several event adapters are bound to {evt.GetType()}: they can read events but not write them. "
                + "Bind a single adapter to the type that is written."
        );
}
