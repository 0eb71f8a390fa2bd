using CacheActors.Domain.Entries;
using CacheActors.Files;

namespace CacheActors.Adoption;

/// <summary>What the metadata of an older cache say about one entry. What they do not say is null.</summary>
internal sealed record OlderEntry
{
    private const string UnknownVoice = "unknown";

    /// <summary>Its key, file or place, for a person.</summary>
    public required string Name { get; init; }

    /// <summary>Why nothing can be made of it; null when something can.</summary>
    public string? Fault { get; init; }

    public string? Key { get; init; }

    public string? File { get; init; }

    public long? SizeBytes { get; init; }

    /// <summary>64 hex digits of either case.</summary>
    public string? Sha256 { get; init; }

    public string? Text { get; init; }

    public double Rate { get; init; } = 1;

    public string? BookId { get; init; }

    public string? VoiceId { get; init; }

    public int? ChapterIndex { get; init; }

    public int? SegmentIndex { get; init; }

    public string? EngineType { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    public long? Uses { get; init; }

    public bool Pinned { get; init; }

    /// <summary>
    /// The key that follows from what is spoken, so that whoever asks for that text gets it; else the old key, if it has the
    /// form of one; null when it follows from the content.
    /// </summary>
    public EntryKey? KnownKey =>
        Text is not null && VoiceId is not null ? EntryKey.For(VoiceId, Text, Rate)
        : EntryKey.TryParse(Key, out var key) ? key
        : null;

    /// <summary>The key for this content.</summary>
    public EntryKey KeyFor(string sha256) => KnownKey ?? EntryKey.ForContent(VoiceId ?? UnknownVoice, sha256);

    /// <summary>Compares what the metadata say with the file.</summary>
    /// <exception cref="OlderEntryException">They disagree.</exception>
    public void CheckAgainst(FileFacts file)
    {
        CheckSize(file.SizeBytes);
        if (Sha256 is not null && !Sha256.Equals(file.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw new OlderEntryException(
                $"{File ?? Key} has the SHA-256 {file.Sha256}, the metadata say {Sha256.ToLowerInvariant()}"
            );
        }
    }

    /// <inheritdoc cref="CheckAgainst"/>
    public void CheckSize(long bytes)
    {
        if (SizeBytes is { } said && said != bytes)
        {
            throw new OlderEntryException($"{File ?? Key} has {bytes:N0} bytes, the metadata say {said:N0}");
        }
    }

    /// <summary>What the cache is to journal: of the audio what the file says, of the rest what the metadata say.</summary>
    public EntryCommand.Store ToStore(FileFacts file, AudioFacts audio) =>
        new(
            file.SizeBytes,
            file.Sha256,
            audio.DurationMs,
            BookId,
            VoiceId,
            ChapterIndex,
            SegmentIndex,
            EngineType,
            EntryOrigin.Adopted
        )
        {
            Format = audio.Format,
            MadeAt = CreatedAt,
            UsesBefore = Uses,
            LastUsedAt = LastUsedAt,
            Pinned = Pinned,
        };
}
