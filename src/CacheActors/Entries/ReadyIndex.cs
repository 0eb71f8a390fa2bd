using System.Collections.Concurrent;
using CacheActors.Domain.Entries;

namespace CacheActors.Entries;

/// <summary>
/// Entries that play, as their actors last said: what a hit needs, without asking anybody. Only an entry's own actor
/// writes its line, and takes it away before its file goes. Thread-safe.
/// </summary>
internal sealed class ReadyIndex
{
    private readonly ConcurrentDictionary<EntryKey, CachedAudio> _ready = new();
    private readonly ConcurrentDictionary<EntryKey, DateTimeOffset> _lastUses = new();

    /// <summary>The entry plays from here on.</summary>
    public void Put(CachedAudio audio) => _ready[audio.Key] = audio with { Hit = true };

    /// <summary>The entry is about to stop playing: who asks from now on is sent to its actor.</summary>
    public void Remove(EntryKey key) => _ready.TryRemove(key, out _);

    /// <summary>The entry was used, and that is not journaled yet.</summary>
    public void Use(EntryKey key, DateTimeOffset at) => _lastUses[key] = at;

    /// <summary>Its uses are journaled.</summary>
    public void ForgetUses(EntryKey key) => _lastUses.TryRemove(key, out _);

    /// <summary>The last use that is not journaled yet; null when there is none.</summary>
    public DateTimeOffset? LastUse(EntryKey key) => _lastUses.TryGetValue(key, out var at) ? at : null;
}
