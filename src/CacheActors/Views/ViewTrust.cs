using System.Runtime.InteropServices;
using CacheActors.Domain.Entries;

namespace CacheActors.Views;

/// <summary>
/// Whether the views may be believed about an entry. They follow the journal, so from before an entry's event is journaled
/// until the projection has passed it they may tell what is no longer so: meanwhile only its actor knows. Thread-safe.
/// </summary>
internal sealed class ViewTrust
{
    // Entries share epochs: one that changes sends another's reader to its actor once in a while, which is only slower.
    private const int Stripes = 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<EntryKey, Mark> _marks = [];
    private readonly int[] _epochs = new int[Stripes];
    private int _generation;
    private bool _complete;

    /// <summary>Before a reading of the views; false: do not read, the entry's actor knows better.</summary>
    /// <param name="key">The entry that is looked up.</param>
    /// <param name="reading">For <see cref="IsStillSo"/>.</param>
    public bool TryBegin(EntryKey key, out Reading reading)
    {
        lock (_gate)
        {
            reading = new Reading(_generation, Epoch(key));
            return _complete && !_marks.ContainsKey(key);
        }
    }

    /// <summary>After it: nothing has happened since that the reading may have missed.</summary>
    public bool IsStillSo(EntryKey key, Reading reading)
    {
        lock (_gate)
        {
            return reading == new Reading(_generation, Epoch(key));
        }
    }

    /// <summary>The entry is about to journal events up to this number.</summary>
    public void Expect(EntryKey key, long sequenceNumber)
    {
        lock (_gate)
        {
            _marks[key] = _marks.GetValueOrDefault(key) with { UpTo = sequenceNumber };
            Epoch(key)++;
        }
    }

    /// <summary>The entry is about to decide whether it still plays; until <see cref="Release"/> nobody but its actor knows.</summary>
    public void Hold(EntryKey key)
    {
        lock (_gate)
        {
            _marks[key] = _marks.GetValueOrDefault(key) with { IsHeld = true };
            Epoch(key)++;
        }
    }

    /// <summary>It has decided, and journals something (<see cref="Expect"/>) or nothing.</summary>
    public void Release(EntryKey key)
    {
        lock (_gate)
        {
            Set(key, _marks[key] with { IsHeld = false });
        }
    }

    /// <summary>True while the views may not be believed about this entry.</summary>
    public bool IsMarked(EntryKey key)
    {
        lock (_gate)
        {
            return _marks.ContainsKey(key);
        }
    }

    /// <summary>The views show the entry's events up to this number, committed.</summary>
    public void Shown(EntryKey key, long sequenceNumber)
    {
        lock (_gate)
        {
            if (_marks.TryGetValue(key, out var mark) && mark.UpTo <= sequenceNumber)
            {
                Set(key, mark with { UpTo = 0 });
            }
        }
    }

    /// <summary>The views may be another file from here on, and not complete.</summary>
    public void Suspend()
    {
        lock (_gate)
        {
            _complete = false;
            _generation++;
        }
    }

    /// <summary>They show everything that was journaled before somebody could ask.</summary>
    public void Resume()
    {
        lock (_gate)
        {
            _complete = true;
        }
    }

    private void Set(EntryKey key, Mark mark)
    {
        if (mark == default)
        {
            _marks.Remove(key);
        }
        else
        {
            _marks[key] = mark;
        }
    }

    private ref int Epoch(EntryKey key) => ref _epochs[(uint)key.GetHashCode() % Stripes];

    /// <summary>The moment at which a reading began.</summary>
    /// <param name="Generation">Which file of views it was; a connection to another one is of no use.</param>
    /// <param name="Epoch">Changes with every mark that the entry gets.</param>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Reading(int Generation, int Epoch);

    // An event that was not written after all leaves its mark until the entry's next one: that only costs the way to the actor.
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Mark(long UpTo, bool IsHeld);
}
