using System.Text;
using System.Text.Json;
using CacheActors.Domain.Entries;
using CacheActors.Journal;
using Microsoft.Data.Sqlite;

namespace CacheActors.Audit;

/// <summary>Replays every entry to two moments and tells those that differ, in the order of their keys, in constant memory. Blocks.</summary>
internal sealed class JournalDiff(JournalMoment from, JournalMoment to)
{
    private byte[] _persistenceId = [];
    private EntryKey? _key;
    private EntryState _before = EntryState.Absent.Instance;
    private EntryState _after = EntryState.Absent.Instance;
    private bool _pastFrom;
    private bool _pastTo;

    /// <exception cref="JournalDamagedException">An event cannot be read, or cannot follow those before it.</exception>
    public void Run(string journalPath, Action<EntryDifference> tell, CancellationToken cancellationToken)
    {
        try
        {
            using var journal = JournalConnection.Open(journalPath);
            if (journal is null)
            {
                return;
            }

            using var rows = new EntityRows(journal, JournalDamage.None);
            while (rows.Next())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!rows.PersistenceId.SequenceEqual(_persistenceId))
                {
                    End(tell);
                    Begin(rows);
                }
                if (_key is not null && !_pastTo && !rows.Deleted)
                {
                    Next(rows);
                }
            }
            End(tell);
        }
        catch (SqliteException e) when (SqliteFaults.IsDamage(e))
        {
            throw new JournalDamagedException(
                $"The journal {journalPath} cannot be read: {e.Message} `cacheactors verify` tells what of it can.",
                e
            );
        }
    }

    private void Begin(EntityRows rows)
    {
        _persistenceId = rows.PersistenceId.ToArray();
        _key = EntryPersistenceId.TryParse(Encoding.UTF8.GetString(_persistenceId), out var key) ? key : null;
        _before = _after = EntryState.Absent.Instance;
        _pastFrom = _pastTo = false;
    }

    // Once an event is past a moment, so is all that followed it, whatever a clock that was set back says.
    private void Next(EntityRows rows)
    {
        try
        {
            var happened = EntryEventFormat.FromBytes(rows.Message, rows.Manifest);
            _pastFrom |= !from.Includes(happened.At, rows.Ordering);
            _pastTo |= !to.Includes(happened.At, rows.Ordering);
            if (!_pastTo)
            {
                _after = EntryFold.Apply(_after, happened);
            }
            if (!_pastFrom)
            {
                _before = _after;
            }
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ImpossibleEventException)
        {
            throw new JournalDamagedException(
                $"The journal's row {rows.Ordering} (event {rows.SequenceNumber} of the entry {_key}) cannot be replayed: {e.Message} `cacheactors verify` tells more.",
                e
            );
        }
    }

    private void End(Action<EntryDifference> tell)
    {
        if (_key is null || _before.Equals(_after))
        {
            return;
        }

        var change = (IsThere(_before), IsThere(_after)) switch
        {
            (false, true) => EntryChange.Added,
            (true, false) => EntryChange.Gone,
            (true, true) => EntryChange.Changed,
            (false, false) => EntryChange.CameAndWent,
        };
        tell(new EntryDifference(_key, change, _before, _after));
    }

    private static bool IsThere(EntryState state) => state is EntryState.Held or EntryState.Missing;
}
