using System.Collections.Concurrent;
using Akka.Actor;
using CacheActors.Domain.Entries;
using CacheActors.Domain.Reconciliation;
using CacheActors.Journal;
using CacheActors.Views;
using CacheActors.Views.EntryList;
using Microsoft.Data.Sqlite;

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
    public async Task<Discrepancy?> LookAsync(EntryKey key)
    {
        // What is journaled meanwhile must not look like a fault: the view has at least what was journaled before it caught up.
        var before = await EventsAsync(key);
        await context.CatchUpAsync();
        var shown = await context.Views.QueryAsync(db => Shown(db, key), CancellationToken.None);
        var events = await EventsAsync(key);
        if (Agree(shown, before.Count, events))
        {
            return null;
        }
        var state = EntryFold.Replay(events.Select(happened => happened.Event));
        var format = (state as EntryState.Held)?.Format() ?? (state as EntryState.Known)?.Audio.Format;
        return new Discrepancy(
            DiscrepancyKind.StateMismatch,
            key,
            context.Services.Folder.AudioPath(key, format ?? AudioFormat.Wav),
            shown is { } row
                ? $"The view has {Words(row.State)}, the journal {Words(state)}."
                : $"The view has a row that cannot be read, the journal {Words(state)}.",
            context.Services.Time.GetUtcNow(),
            FixedAt: null,
            "views made again"
        );
    }

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

    // Null for a row that makes no sense.
    private static FoldedEntry? Shown(SqliteConnection views, EntryKey key)
    {
        try
        {
            return EntryListQuery.FindState(views, key) ?? FoldedEntry.None;
        }
        catch (Exception e)
            when (e
                    is CacheException
                        or FormatException
                        or ArgumentException
                        or InvalidCastException
                        or InvalidOperationException
            )
        {
            return null;
        }
    }

    private static bool Agree(
        FoldedEntry? shown,
        int atLeast,
        IReadOnlyList<JournalRow> events
    ) =>
        shown is var (number, state)
        && number >= atLeast
        && number <= events.Count
        && EntryFold.Replay(events.Take((int)number).Select(happened => happened.Event)) == state;

    private Task<IReadOnlyList<JournalRow>> EventsAsync(EntryKey key) =>
        context.Services.Io.RunAsync(() =>
        {
            using var journal = new JournalReader(context.Services.Folder.JournalPath);
            return journal.ReadEntry(key);
        });

    private static string Words(EntryState state) =>
        state switch
        {
            EntryState.Held held => FormattableString.Invariant(
                $"'{EntryStates.Of(held)}' of {held.SizeBytes():N0} bytes"
            ),
            EntryState.Known known => $"'{EntryStates.Of(known)}'",
            _ => "nothing",
        };
}
