using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using CacheActors.Domain.Entries;

namespace CacheActors.Cli.Output;

/// <summary>The words for states, origins, kinds and events that <c>--json</c> and people get.</summary>
internal static class Names
{
    /// <summary>For example <c>equalContent</c>.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static string? Of(Enum? value) =>
        value is null ? null : JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static string Of(EntryState state) =>
        state switch
        {
            EntryState.Absent => "absent",
            EntryState.Wav => "wav",
            EntryState.Compressing => "compressing",
            EntryState.M4a => "m4a",
            EntryState.Failed => "failed",
            EntryState.Missing => "missing",
            EntryState.Evicted => "evicted",
            _ => throw new UnreachableException(),
        };

    /// <summary>What an event says beside its type and time.</summary>
    public static JsonObject DataOf(EntryEvent happened) =>
        happened switch
        {
            EntryEvent.Synthesized e => new JsonObject
            {
                ["sizeBytes"] = e.SizeBytes,
                ["sha256"] = e.Sha256,
                ["durationMs"] = e.DurationMs,
                ["bookId"] = e.BookId,
                ["voiceId"] = e.VoiceId,
                ["chapter"] = e.ChapterIndex,
                ["segment"] = e.SegmentIndex,
                ["engineType"] = e.EngineType,
                ["origin"] = Of(e.Origin),
                ["format"] = Of(e.Format),
                ["madeAt"] = e.MadeAt,
                ["usesBefore"] = e.UsesBefore,
                ["lastUsedAt"] = e.LastUsedAt,
            },
            EntryEvent.CompressionStarted e => new JsonObject { ["attempt"] = e.Attempt, ["runId"] = e.RunId },
            EntryEvent.Compressed e => new JsonObject
            {
                ["attempt"] = e.Attempt,
                ["sizeBytes"] = e.SizeBytes,
                ["sha256"] = e.Sha256,
                ["codec"] = e.Codec,
                ["bitRate"] = e.BitRate,
            },
            EntryEvent.CompressionCancelled e => new JsonObject { ["attempt"] = e.Attempt, ["reason"] = e.Reason },
            EntryEvent.Failed e => new JsonObject
            {
                ["stage"] = Of(e.Stage),
                ["reason"] = e.Reason,
                ["attempt"] = e.Attempt,
            },
            EntryEvent.Accessed e => new JsonObject { ["count"] = e.Count, ["last"] = e.Last },
            EntryEvent.Pinned or EntryEvent.Unpinned => [],
            EntryEvent.Referenced e => new JsonObject { ["owner"] = e.Owner.ToString() },
            EntryEvent.Released e => new JsonObject { ["owner"] = e.Owner.ToString() },
            EntryEvent.Evicted e => new JsonObject { ["reason"] = Of(e.Reason) },
            EntryEvent.FileMissing e => new JsonObject { ["format"] = Of(e.Format) },
            EntryEvent.FileFound e => new JsonObject
            {
                ["format"] = Of(e.Format),
                ["sizeBytes"] = e.SizeBytes,
                ["sha256"] = e.Sha256,
                ["durationMs"] = e.DurationMs,
                ["codec"] = e.Codec,
            },
            EntryEvent.FileCorrected e => new JsonObject
            {
                ["believedFormat"] = Of(e.BelievedFormat),
                ["believedSizeBytes"] = e.BelievedSizeBytes,
                ["believedSha256"] = e.BelievedSha256,
                ["format"] = Of(e.Format),
                ["sizeBytes"] = e.SizeBytes,
                ["sha256"] = e.Sha256,
                ["durationMs"] = e.DurationMs,
                ["codec"] = e.Codec,
            },
            EntryEvent.FileRepaired e => new JsonObject { ["source"] = Of(e.Source), ["evidence"] = e.Evidence },
            EntryEvent.FileSetAside e => new JsonObject
            {
                ["format"] = Of(e.Format),
                ["name"] = e.Name,
                ["reason"] = e.Reason,
            },
            _ => throw new UnreachableException(),
        };

    /// <summary>What an entry's events add up to; null while there is no audio.</summary>
    public static JsonObject? DataOf(EntryState state) =>
        state is not EntryState.Held held
            ? null
            : new JsonObject
            {
                ["sizeBytes"] = held.SizeBytes(),
                ["sha256"] = held.Sha256(),
                ["storedSizeBytes"] = held.Audio.SizeBytes,
                ["durationMs"] = held.Audio.DurationMs,
                ["created"] = held.Audio.CreatedAt,
                ["accessCount"] = held.Access.Count,
                ["lastAccessed"] = held.Access.Last,
                ["compressionAttempts"] = held.Attempts,
                ["pinned"] = held.Holds.Pinned,
                ["references"] = new JsonArray([
                    .. held.Holds.Owners.Select(owner => JsonValue.Create(owner.ToString())),
                ]),
            };
}
