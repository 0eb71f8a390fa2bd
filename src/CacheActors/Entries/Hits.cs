using System.Diagnostics.CodeAnalysis;
using CacheActors.Diagnostics;
using CacheActors.Domain.Entries;
using CacheActors.Files;
using CacheActors.Journal;
using CacheActors.Views.EntryList;
using Microsoft.Data.Sqlite;
using Serilog;

namespace CacheActors.Entries;

/// <summary>Answers who asks for an entry without its actor: from the ready index, or else by one query of the views. Thread-safe.</summary>
/// <param name="folder">The cache.</param>
/// <param name="ready">What is known to play.</param>
/// <param name="meter">Counts.</param>
/// <param name="viewsDamaged">Is told that the views are.</param>
internal sealed class Hits(CacheFolder folder, ReadyIndex ready, CacheMeter meter, Action viewsDamaged) : IDisposable
{
    private readonly EntryLookup _views = new(folder);
    private bool _viewsFail;

    /// <summary>The answer that there is no such entry.</summary>
    public static Task<CachedAudio?> Nothing { get; } = Task.FromResult<CachedAudio?>(null);

    /// <summary>What plays, or <see cref="Nothing"/>; false: only the entry's actor knows. A hit counts as a use.</summary>
    public bool TryFind(EntryKey key, [NotNullWhen(true)] out Task<CachedAudio?>? answer)
    {
        var isFound = ready.TryUse(key, out answer) || TryFindInViews(key, out answer);
        if (isFound && answer != Nothing)
        {
            meter.Hit();
        }
        return isFound;
    }

    public void Dispose()
    {
        ready.Close();
        _views.Dispose();
    }

    private bool TryFindInViews(EntryKey key, [NotNullWhen(true)] out Task<CachedAudio?>? answer)
    {
        answer = null;
        if (!ready.Trust.TryBegin(key, out var reading))
        {
            return false;
        }
        switch (LookUp(key, reading.Generation, out var audio))
        {
            case EntryLookup.Answer.Plays:
                return ready.TryUse(audio!, reading, out answer);
            case EntryLookup.Answer.Absent when ready.Trust.IsStillSo(key, reading):
                answer = Nothing;
                return true;
            default:
                return false;
        }
    }

    private EntryLookup.Answer LookUp(EntryKey key, int generation, out CachedAudio? audio)
    {
        try
        {
            var answer = _views.Find(key, generation, out audio);
            Volatile.Write(ref _viewsFail, false);
            return answer;
        }
        catch (SqliteException e)
        {
            // The actor knows as well, only slower. One line in the log will do.
            if (!Interlocked.Exchange(ref _viewsFail, true))
            {
                Log.Warning(e, "The views of {Folder} cannot be read; entries are asked instead", folder.Root);
                if (SqliteFaults.IsDamage(e))
                {
                    viewsDamaged();
                }
            }
            audio = null;
            return EntryLookup.Answer.Unknown;
        }
    }
}
