using System.Collections.Concurrent;
using Akka.Actor;
using CacheActors.Domain.Entries;
using CacheActors.Domain.Reconciliation;
using CacheActors.Journal;
using CacheActors.Views;
using CacheActors.Views.EntryList;

namespace CacheActors.Reconciliation;

/// <summary>
/// Entries that looked wrong although they are not: then it may be the view that is, because somebody edited it. The views are
/// made again from the journal.
/// </summary>
internal sealed class ViewFaults(ReconciliationContext context)
{
    private readonly ConcurrentBag<Discrepancy> _found = [];

    /// <summary>Compares what the view has of an entry with the entry's events.</summary>
    /// <returns>Null when they agree.</returns>
    public async Task<Discrepancy?> LookAsync(EntryKey key) =>
        // Twice: an event that is journaled between two queries looks like a fault once.
        await LookOnceAsync(key) is null
            ? null
            : await LookOnceAsync(key);

    /// <summary>One of them is to be corrected.</summary>
    public void Add(Discrepancy fault) => _found.Add(fault);

    /// <summary>Makes the views again, if there is a fault in them.</summary>
    /// <returns>What was corrected by it.</returns>
    public async Task<IReadOnlyList<Discrepancy>> CorrectAsync()
    {
        if (_found.IsEmpty)
        {
            return [];
        }
        await context.Projections.Ask<ProjectionActor.CaughtUp>(
            ProjectionActor.Rebuild.Instance,
            CancellationToken.None
        );
        var fixedAt = context.Services.Time.GetUtcNow();
        return [.. _found.Select(fault => fault with { FixedAt = fixedAt })];
    }

    private async Task<Discrepancy?> LookOnceAsync(EntryKey key)
    {
        // What is journaled meanwhile must not look like a fault: the view has at least what was journaled before it caught up.
        var before = await EventsAsync(key);
        await context.CatchUpAsync();
        var shown = await context.Views.QueryAsync(db => EntryRowCheck.SequenceNumber(db, key), CancellationToken.None);
        var events = await EventsAsync(key);
        if (shown >= before.Count && shown <= events.Count && await IsAsJournaledAsync(key, shown, events))
        {
            return null;
        }
        var state = EntryFold.Replay(events.Select(happened => happened.Event));
        var format = (state as EntryState.Held)?.Format() ?? (state as EntryState.Known)?.Audio.Format;
        return new Discrepancy(
            DiscrepancyKind.StateMismatch,
            key,
            context.Services.Folder.AudioPath(key, format ?? AudioFormat.Wav),
            $"The view's row is not what the journal says: {Words(state)}.",
            context.Services.Time.GetUtcNow(),
            FixedAt: null,
            "views made again"
        );
    }

    private async Task<bool> IsAsJournaledAsync(EntryKey key, long shown, IReadOnlyList<JournalRow> events)
    {
        var state = EntryFold.Replay(events.Take((int)shown).Select(happened => happened.Event));
        return state is EntryState.Absent
            || await context.Views.QueryAsync(
                db => EntryRowCheck.IsAsWritten(db, key, new FoldedEntry(shown, state)),
                CancellationToken.None
            );
    }

    private Task<IReadOnlyList<JournalRow>> EventsAsync(EntryKey key) =>
        context.Services.Io.RunAsync(() =>
        {
            using var journal = new JournalReader(context.Services.Folder.JournalPath);
            return journal.ReadEntry(key);
        });

    private static string Words(EntryState state) =>
        state switch
        {
            EntryState.Held held => FormattableString.Invariant($"{EntryStates.Of(held)}, {held.SizeBytes():N0} bytes"),
            EntryState.Known known => EntryStates.Of(known),
            _ => "nothing",
        };
}
