using CacheActors.Domain.Entries;

namespace CacheActors.Entries;

/// <summary>Audio that lies complete, flushed and understood in staging.</summary>
/// <param name="Path">The staged file; whoever has this owns it.</param>
/// <param name="Store">What an entry that takes it has to journal.</param>
internal sealed record StagedAudio(string Path, EntryCommand.Store Store);
