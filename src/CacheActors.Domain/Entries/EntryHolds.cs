using System.Collections.Immutable;

namespace CacheActors.Domain.Entries;

/// <summary>What keeps an entry from being evicted: its pin and its owners.</summary>
public sealed record EntryHolds
{
    /// <summary>Neither pin nor owner.</summary>
    public static EntryHolds None { get; } = new();

    /// <summary>True when a user pinned it.</summary>
    public bool Pinned { get; init; }

    /// <summary>Who needs it, in the order in which they came; each once.</summary>
    public ImmutableArray<EntryOwner> Owners { get; init; } = [];

    /// <summary>True when something keeps it.</summary>
    public bool Any => Pinned || Owners.Length > 0;

    /// <inheritdoc/>
    public bool Equals(EntryHolds? other) =>
        other is not null && Pinned == other.Pinned && Owners.AsSpan().SequenceEqual(other.Owners.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Pinned, Owners.Length);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{nameof(EntryHolds)} {{ {nameof(Pinned)} = {Pinned}, {nameof(Owners)} = [{string.Join(", ", Owners)}] }}";
}
