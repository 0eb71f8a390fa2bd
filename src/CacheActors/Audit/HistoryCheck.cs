using System.Text;
using System.Text.Json;
using CacheActors.Domain.Entries;
using CacheActors.Journal;
using Microsoft.Data.Sqlite;

namespace CacheActors.Audit;

/// <summary>
/// Replays every history in the journal: events are numbered without gaps, can be read, and add up. Of others than entries
/// only the numbers are checked.
/// </summary>
internal sealed class HistoryCheck(Action<VerifyProblem> report, Action<EntryKey, long, EntryState.Held> held)
{
    private byte[] _persistenceId = [];
    private RowName _last;
    private EntryKey? _key;
    private EntryState? _state;

    /// <summary>Rows of the journal that were looked at.</summary>
    public long Events { get; private set; }

    /// <summary>Entries among them, let go or not.</summary>
    public long Entries { get; private set; }

    /// <summary>Looks at everything.</summary>
    /// <param name="journal">The journal, held still.</param>
    /// <param name="damage">What of it cannot be read.</param>
    /// <param name="progress">Is told how many rows are done.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public void Run(
        SqliteConnection journal,
        JournalDamage damage,
        Action<long> progress,
        CancellationToken cancellationToken
    )
    {
        using var rows = new EntityRows(journal, damage);
        while (rows.Next())
        {
            if (Events++ % 1024 == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress(Events);
            }
            if (Events == 1 || !rows.PersistenceId.SequenceEqual(_persistenceId))
            {
                if (rows.PersistenceId.SequenceCompareTo(_persistenceId) < 0)
                {
                    throw SqliteFaults.Damage("an index is not in order");
                }
                End();
                Begin(rows);
            }
            Next(rows);
        }
        End();
    }

    private void Begin(EntityRows rows)
    {
        _persistenceId = rows.PersistenceId.ToArray();
        var persistenceId = Encoding.UTF8.GetString(_persistenceId);
        _last = new RowName(persistenceId, 0);
        _state = EntryState.Absent.Instance;
        if (EntryPersistenceId.TryParse(persistenceId, out _key))
        {
            Entries++;
        }
        else if (rows.Deleted)
        {
            // Its owner took back what came before: only the number is kept.
            _last = _last with
            {
                SequenceNumber = rows.SequenceNumber - 1,
            };
        }
    }

    private void Next(EntityRows rows)
    {
        if (_key is not null && rows.Deleted)
        {
            return; // No entry takes an event back: a gap, unless it is the last one.
        }

        var name = _last with { SequenceNumber = rows.SequenceNumber };
        if (name.SequenceNumber != _last.SequenceNumber + 1)
        {
            Report(
                "sequenceGap",
                $"The journal goes from event {_last.SequenceNumber} of '{_last.PersistenceId}' to event {name.SequenceNumber} (row {rows.Ordering})."
            );
            _state = null;
        }
        _last = name;
        if (_key is null || _state is null)
        {
            return;
        }

        try
        {
            _state = EntryFold.Apply(_state, EntryEventFormat.FromBytes(rows.Message, rows.Manifest));
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException)
        {
            Report("unreadableEvent", $"Row {rows.Ordering}, {name}, cannot be read: {e.Message}");
            _state = null;
        }
        catch (ImpossibleEventException e)
        {
            Report("impossibleEvent", $"Row {rows.Ordering}, {name}, cannot follow the events before it: {e.Message}");
            _state = null;
        }
    }

    private void End()
    {
        if (_key is not null && _state is EntryState.Held state)
        {
            held(_key, _last.SequenceNumber, state);
        }
    }

    private void Report(string kind, string detail) => report(new VerifyProblem(kind, _last.Key, detail));
}
