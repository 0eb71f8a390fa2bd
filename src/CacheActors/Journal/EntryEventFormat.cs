using System.Text.Json;
using System.Text.Json.Serialization;
using CacheActors.Domain.Entries;

namespace CacheActors.Journal;

/// <summary>
/// An entry's event as it stands in the journal: a manifest (name and version) and JSON. A version is never rewritten;
/// when an event changes, a new version joins and the old one is upcast here when it is read.
/// </summary>
internal static class EntryEventFormat
{
    public static string Manifest(EntryEvent entryEvent) =>
        entryEvent switch
        {
            EntryEvent.Synthesized => "synthesized.v2",
            EntryEvent.CompressionStarted => "compression-started.v1",
            EntryEvent.Compressed => "compressed.v1",
            EntryEvent.CompressionCancelled => "compression-cancelled.v1",
            EntryEvent.Failed => "failed.v1",
            EntryEvent.Accessed => "accessed.v1",
            EntryEvent.Pinned => "pinned.v1",
            EntryEvent.Unpinned => "unpinned.v1",
            EntryEvent.Referenced => "referenced.v1",
            EntryEvent.Released => "released.v1",
            EntryEvent.Evicted => "evicted.v1",
            EntryEvent.FileMissing => "file-missing.v1",
            EntryEvent.FileFound => "file-found.v1",
            EntryEvent.FileCorrected => "file-corrected.v1",
            EntryEvent.FileRepaired => "file-repaired.v1",
            EntryEvent.FileSetAside => "file-set-aside.v1",
            _ => throw new NotSupportedException($"The journal has no format for {entryEvent.GetType()}."),
        };

    public static byte[] ToBytes(EntryEvent entryEvent) =>
        entryEvent switch
        {
            EntryEvent.Synthesized e => JsonSerializer.SerializeToUtf8Bytes(e, EntryEventJson.Default.Synthesized),
            EntryEvent.CompressionStarted e => JsonSerializer.SerializeToUtf8Bytes(
                e,
                EntryEventJson.Default.CompressionStarted
            ),
            EntryEvent.Compressed e => JsonSerializer.SerializeToUtf8Bytes(e, EntryEventJson.Default.Compressed),
            EntryEvent.CompressionCancelled e => JsonSerializer.SerializeToUtf8Bytes(
                e,
                EntryEventJson.Default.CompressionCancelled
            ),
            EntryEvent.Failed e => JsonSerializer.SerializeToUtf8Bytes(e, EntryEventJson.Default.Failed),
            EntryEvent.Accessed e => JsonSerializer.SerializeToUtf8Bytes(e, EntryEventJson.Default.Accessed),
            EntryEvent.Pinned e => JsonSerializer.SerializeToUtf8Bytes(e, EntryEventJson.Default.Pinned),
            EntryEvent.Unpinned e => JsonSerializer.SerializeToUtf8Bytes(e, EntryEventJson.Default.Unpinned),
            EntryEvent.Referenced e => JsonSerializer.SerializeToUtf8Bytes(e, EntryEventJson.Default.Referenced),
            EntryEvent.Released e => JsonSerializer.SerializeToUtf8Bytes(e, EntryEventJson.Default.Released),
            EntryEvent.Evicted e => JsonSerializer.SerializeToUtf8Bytes(e, EntryEventJson.Default.Evicted),
            EntryEvent.FileMissing e => JsonSerializer.SerializeToUtf8Bytes(e, EntryEventJson.Default.FileMissing),
            EntryEvent.FileFound e => JsonSerializer.SerializeToUtf8Bytes(e, EntryEventJson.Default.FileFound),
            EntryEvent.FileCorrected e => JsonSerializer.SerializeToUtf8Bytes(e, EntryEventJson.Default.FileCorrected),
            EntryEvent.FileRepaired e => JsonSerializer.SerializeToUtf8Bytes(e, EntryEventJson.Default.FileRepaired),
            EntryEvent.FileSetAside e => JsonSerializer.SerializeToUtf8Bytes(e, EntryEventJson.Default.FileSetAside),
            _ => throw new NotSupportedException($"The journal has no format for {entryEvent.GetType()}."),
        };

    /// <exception cref="NotSupportedException">The manifest is of a newer version of this program.</exception>
    /// <exception cref="JsonException">The bytes are not what the manifest says.</exception>
    public static EntryEvent FromBytes(ReadOnlySpan<byte> bytes, string manifest)
    {
        EntryEvent? entryEvent = manifest switch
        {
            // What version 2 added has the meaning of version 1 when it is missing.
            "synthesized.v1" or "synthesized.v2" => JsonSerializer.Deserialize(
                bytes,
                EntryEventJson.Default.Synthesized
            ),
            "compression-started.v1" => JsonSerializer.Deserialize(bytes, EntryEventJson.Default.CompressionStarted),
            "compressed.v1" => JsonSerializer.Deserialize(bytes, EntryEventJson.Default.Compressed),
            "compression-cancelled.v1" => JsonSerializer.Deserialize(
                bytes,
                EntryEventJson.Default.CompressionCancelled
            ),
            "failed.v1" => JsonSerializer.Deserialize(bytes, EntryEventJson.Default.Failed),
            "accessed.v1" => JsonSerializer.Deserialize(bytes, EntryEventJson.Default.Accessed),
            "pinned.v1" => JsonSerializer.Deserialize(bytes, EntryEventJson.Default.Pinned),
            "unpinned.v1" => JsonSerializer.Deserialize(bytes, EntryEventJson.Default.Unpinned),
            "referenced.v1" => JsonSerializer.Deserialize(bytes, EntryEventJson.Default.Referenced),
            "released.v1" => JsonSerializer.Deserialize(bytes, EntryEventJson.Default.Released),
            "evicted.v1" => JsonSerializer.Deserialize(bytes, EntryEventJson.Default.Evicted),
            "file-missing.v1" => JsonSerializer.Deserialize(bytes, EntryEventJson.Default.FileMissing),
            "file-found.v1" => JsonSerializer.Deserialize(bytes, EntryEventJson.Default.FileFound),
            "file-corrected.v1" => JsonSerializer.Deserialize(bytes, EntryEventJson.Default.FileCorrected),
            "file-repaired.v1" => JsonSerializer.Deserialize(bytes, EntryEventJson.Default.FileRepaired),
            "file-set-aside.v1" => JsonSerializer.Deserialize(bytes, EntryEventJson.Default.FileSetAside),
            _ => throw new NotSupportedException(
                $"The journal holds an event '{manifest}' that this version of CacheActors does not know. Update CacheActors."
            ),
        };
        return entryEvent ?? throw new JsonException($"The journal holds an empty event '{manifest}'.");
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectRequiredConstructorParameters = false
)]
[JsonSerializable(typeof(EntryEvent.Synthesized))]
[JsonSerializable(typeof(EntryEvent.CompressionStarted))]
[JsonSerializable(typeof(EntryEvent.Compressed))]
[JsonSerializable(typeof(EntryEvent.CompressionCancelled))]
[JsonSerializable(typeof(EntryEvent.Failed))]
[JsonSerializable(typeof(EntryEvent.Accessed))]
[JsonSerializable(typeof(EntryEvent.Pinned))]
[JsonSerializable(typeof(EntryEvent.Unpinned))]
[JsonSerializable(typeof(EntryEvent.Referenced))]
[JsonSerializable(typeof(EntryEvent.Released))]
[JsonSerializable(typeof(EntryEvent.Evicted))]
[JsonSerializable(typeof(EntryEvent.FileMissing))]
[JsonSerializable(typeof(EntryEvent.FileFound))]
[JsonSerializable(typeof(EntryEvent.FileCorrected))]
[JsonSerializable(typeof(EntryEvent.FileRepaired))]
[JsonSerializable(typeof(EntryEvent.FileSetAside))]
internal sealed partial class EntryEventJson : JsonSerializerContext;
