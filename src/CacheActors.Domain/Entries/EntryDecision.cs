namespace CacheActors.Domain.Entries;

/// <summary>The answer of the rules to one command: the events to journal, or the rule that refused.</summary>
public abstract record EntryDecision
{
    private EntryDecision() { }

    /// <summary>Journal these, in order. None: what was asked for is already true.</summary>
    public sealed record Accepted(params IReadOnlyList<EntryEvent> Events) : EntryDecision;

    /// <summary>Nothing happens.</summary>
    public sealed record Rejected(EntryRejection Rejection) : EntryDecision;
}
