using CacheActors.Domain.Entries;

namespace CacheActors.Entries;

/// <summary>Audio of which nothing is known but what its file tells.</summary>
internal static class OrphanedAudio
{
    /// <summary>What makes it an entry's. What the file does not tell stays unknown.</summary>
    public static EntryCommand.Store ToStore(this AudioOnDisk audio) =>
        new(
            audio.SizeBytes,
            audio.Sha256,
            audio.DurationMs,
            BookId: null,
            VoiceId: null,
            ChapterIndex: null,
            SegmentIndex: null,
            EngineType: null,
            EntryOrigin.Adopted
        )
        {
            Format = audio.Format,
        };
}
