using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence.Journal;

namespace Akka.Persistence;

/// <summary>A journal in memory that a test can break. It does what <see cref="JournalFaults"/> says.</summary>
public sealed class FaultyJournal : MemoryJournal
{
    public const string Settings = """
        akka.persistence.journal.plugin = "faulty"
        faulty.class = "Akka.Persistence.FaultyJournal, ActorRuntime.Tests"
        """;

    private readonly JournalFaults _faults = JournalFaults.Of(Context.System);

    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr) =>
        _faults.Read?.Invoke(persistenceId) ?? base.ReadHighestSequenceNrAsync(persistenceId, fromSequenceNr);

    protected override Task<IImmutableList<Exception?>?> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        var writes = messages.ToList();
        return _faults.Write?.Invoke(writes) ?? base.WriteMessagesAsync(writes);
    }

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr) =>
        _faults.Delete?.Invoke() ?? base.DeleteMessagesToAsync(persistenceId, toSequenceNr);
}

/// <summary>What <see cref="FaultyJournal"/> does instead of its work; null: its work.</summary>
public sealed class JournalFaults : IExtension
{
    public Func<List<AtomicWrite>, Task<IImmutableList<Exception?>?>?>? Write { get; set; }

    public Func<string, Task<long>?>? Read { get; set; }

    public Func<Task?>? Delete { get; set; }

    public static JournalFaults Of(ActorSystem system) => Provider.Instance.Apply(system);

    private sealed class Provider : ExtensionIdProvider<JournalFaults>
    {
        public static readonly Provider Instance = new();

        public override JournalFaults CreateExtension(ExtendedActorSystem system) => new();
    }
}
