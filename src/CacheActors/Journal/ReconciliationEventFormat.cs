using System.Text.Json;
using System.Text.Json.Serialization;
using CacheActors.Domain.Reconciliation;

namespace CacheActors.Journal;

/// <summary>An event of reconciliation as it stands in the journal; the rules are those of <see cref="EntryEventFormat"/>.</summary>
internal static class ReconciliationEventFormat
{
    /// <summary>The name that reconciliation has in the journal.</summary>
    public const string PersistenceId = "reconciliation";

    public static string Manifest(ReconciliationEvent happened) =>
        happened switch
        {
            ReconciliationEvent.RunStarted => "run-started.v1",
            ReconciliationEvent.RunFinished => "run-finished.v1",
            _ => throw new NotSupportedException($"The journal has no format for {happened.GetType()}."),
        };

    public static byte[] ToBytes(ReconciliationEvent happened) =>
        happened switch
        {
            ReconciliationEvent.RunStarted e => JsonSerializer.SerializeToUtf8Bytes(
                e,
                ReconciliationEventJson.Default.RunStarted
            ),
            ReconciliationEvent.RunFinished e => JsonSerializer.SerializeToUtf8Bytes(
                e,
                ReconciliationEventJson.Default.RunFinished
            ),
            _ => throw new NotSupportedException($"The journal has no format for {happened.GetType()}."),
        };

    /// <exception cref="NotSupportedException">The event is of a newer version.</exception>
    /// <exception cref="JsonException">The bytes are no event.</exception>
    public static ReconciliationEvent FromBytes(ReadOnlySpan<byte> bytes, string manifest)
    {
        ReconciliationEvent? happened = manifest switch
        {
            "run-started.v1" => JsonSerializer.Deserialize(bytes, ReconciliationEventJson.Default.RunStarted),
            "run-finished.v1" => JsonSerializer.Deserialize(bytes, ReconciliationEventJson.Default.RunFinished),
            _ => throw new NotSupportedException(
                $"The journal holds an event '{manifest}' that this version of CacheActors does not know. Update CacheActors."
            ),
        };
        return happened ?? throw new JsonException($"The journal holds an empty event '{manifest}'.");
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectRequiredConstructorParameters = false
)]
[JsonSerializable(typeof(ReconciliationEvent.RunStarted))]
[JsonSerializable(typeof(ReconciliationEvent.RunFinished))]
internal sealed partial class ReconciliationEventJson : JsonSerializerContext;
