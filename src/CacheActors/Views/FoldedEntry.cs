using System.Runtime.InteropServices;
using CacheActors.Domain.Entries;
using CacheActors.Journal;

namespace CacheActors.Views;

/// <summary>What an entry's events add up to, and how many they are.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FoldedEntry(long SequenceNumber, EntryState State)
{
    /// <summary>Before the first event.</summary>
    public static FoldedEntry None { get; } = new(0, EntryState.Absent.Instance);

    /// <summary>After one more.</summary>
    /// <exception cref="JournalDamagedException">It is not the next one.</exception>
    public FoldedEntry After(JournalRow row) =>
        row.SequenceNumber == SequenceNumber + 1
            ? new FoldedEntry(row.SequenceNumber, EntryFold.Apply(State, row.Event))
            : throw new JournalDamagedException(
                $"The journal's row {row.Ordering} is event {row.SequenceNumber} of entry {row.Key}, where event {SequenceNumber + 1} was due."
            );
}
