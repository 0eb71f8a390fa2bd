using CacheActors.Domain.Entries;

namespace CacheActors;

/// <summary>A remote WAV or M4A file, and where it belongs.</summary>
/// <param name="Address">Where it is: http or https.</param>
/// <param name="Sha256">SHA-256 that its bytes must have, 64 hex digits.</param>
/// <param name="VoiceId">The voice that speaks in it.</param>
/// <param name="BookId">The book, when there is one.</param>
/// <param name="ChapterIndex">Chapter in the book, from 0.</param>
/// <param name="SegmentIndex">Segment in the chapter, from 0.</param>
public sealed record DownloadRequest(
    Uri Address,
    string Sha256,
    string VoiceId,
    string? BookId = null,
    int? ChapterIndex = null,
    int? SegmentIndex = null
)
{
    /// <summary>The entry it becomes.</summary>
    /// <exception cref="ArgumentException">The SHA-256 is not 64 hex digits.</exception>
    public EntryKey Key => EntryKey.ForContent(VoiceId, Sha256);

    /// <summary>
    /// A WAV or M4A file of the user's own, when there is one: while it is there and is audio it is what plays, and nothing
    /// is downloaded or stored. Null (default): none.
    /// </summary>
    public string? LocalRecording { get; init; }
}

/// <summary>How far a download is.</summary>
/// <param name="ReceivedBytes">Bytes received and kept.</param>
/// <param name="TotalBytes">Bytes in all; null while the server has not said.</param>
public sealed record DownloadProgress(long ReceivedBytes, long? TotalBytes);
