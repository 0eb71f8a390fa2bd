using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using CacheActors.Domain.Entries;
using CacheActors.Views;

namespace CacheActors.Entries;

/// <summary>
/// Entries that play: what a hit needs, without asking anybody. An entry's own actor writes its line, and takes it away
/// before its file goes; a reading of the views puts one where there is none, if nothing has happened meanwhile. Bounded:
/// what was not used for long makes room (second chance, which is nearly least recently used). Thread-safe.
/// </summary>
/// <param name="capacity">Lines at most; 0: none.</param>
/// <param name="time">The clock.</param>
internal sealed class ReadyIndex(int capacity, TimeProvider time)
{
    private readonly ConcurrentDictionary<EntryKey, ReadyLine> _lines = new();
    private readonly Lock _gate = new();

    // The hand goes round: a line that was touched since it last came by stays, the first that was not makes room.
    private readonly List<ReadyLine?> _ring = [];
    private readonly Stack<int> _free = new();
    private int _hand;
    private bool _closed;

    /// <summary>Whether the views may put a line here.</summary>
    public ViewTrust Trust { get; } = new();

    /// <summary>Counts uses, of entries with a line and of others.</summary>
    public UseCounts Uses { get; } = new(time);

    /// <summary>What the entry's line says; false when it has none. Counts a use.</summary>
    public bool TryUse(EntryKey key, [NotNullWhen(true)] out Task<CachedAudio?>? answer)
    {
        if (!_lines.TryGetValue(key, out var line))
        {
            answer = null;
            return false;
        }
        line.Touched = true;
        Uses.Count(line.Uses);
        answer = line.Answer;
        return true;
    }

    /// <summary>The entry is used by somebody who has its path already.</summary>
    public void MarkUsed(EntryKey key)
    {
        if (!TryUse(key, out _))
        {
            Uses.Count(Uses.Of(key));
        }
    }

    /// <summary>When the entry was used last, if that was lately: journal and views may not know of it yet.</summary>
    public DateTimeOffset? LastUse(EntryKey key) => Uses.LastUse(key);

    /// <summary>From its actor: the entry plays from here on.</summary>
    public void Put(CachedAudio audio)
    {
        var answer = Answer(audio);
        lock (_gate)
        {
            if (_lines.TryGetValue(audio.Key, out var line))
            {
                line.Answer = answer;
            }
            else
            {
                Add(audio.Key, answer);
            }
        }
    }

    /// <summary>From the views: the entry plays; false when something has happened since that reading began. Counts a use.</summary>
    public bool TryUse(CachedAudio audio, ViewTrust.Reading reading, [NotNullWhen(true)] out Task<CachedAudio?>? answer)
    {
        lock (_gate)
        {
            // In the gate: who marks the entry after this takes the line away after this.
            if (!Trust.IsStillSo(audio.Key, reading))
            {
                answer = null;
                return false;
            }
            if (!TryUse(audio.Key, out answer))
            {
                answer = Answer(audio);
                Uses.Count(Add(audio.Key, answer));
            }
            return true;
        }
    }

    /// <summary>From its actor, when it starts: if the entry has a line, this is what it says.</summary>
    public void Correct(CachedAudio audio)
    {
        lock (_gate)
        {
            if (_lines.TryGetValue(audio.Key, out var line))
            {
                line.Answer = Answer(audio);
            }
        }
    }

    /// <summary>
    /// From its actor: the entry is about to stop playing. Who asks from now on comes to the actor, until the views know it
    /// (<see cref="ViewTrust.Hold"/> comes first).
    /// </summary>
    public void Remove(EntryKey key)
    {
        lock (_gate)
        {
            if (_lines.TryRemove(key, out var line))
            {
                _ring[line.Slot] = null;
                _free.Push(line.Slot);
            }
        }
    }

    /// <summary>The cache closes: no lines any more.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _lines.Clear();
            _ring.Clear();
            _free.Clear();
        }
    }

    private static Task<CachedAudio?> Answer(CachedAudio audio) =>
        Task.FromResult<CachedAudio?>(audio.Hit ? audio : audio with { Hit = true });

    private UseCount Add(EntryKey key, Task<CachedAudio?> answer)
    {
        var uses = Uses.Of(key);
        if (capacity > 0 && !_closed)
        {
            var line = new ReadyLine(answer, uses) { Slot = FreeSlot() };
            _ring[line.Slot] = line;
            _lines[key] = line;
        }
        return uses;
    }

    private int FreeSlot()
    {
        if (_free.TryPop(out var free))
        {
            return free;
        }
        if (_ring.Count < capacity)
        {
            _ring.Add(null);
            return _ring.Count - 1;
        }
        while (true)
        {
            var slot = _hand;
            _hand = (_hand + 1) % _ring.Count;
            // Without free slots every slot has a line.
            var line = _ring[slot]!;
            if (!line.Touched)
            {
                _lines.TryRemove(line.Uses.Key, out _);
                return slot;
            }
            line.Touched = false;
        }
    }
}
