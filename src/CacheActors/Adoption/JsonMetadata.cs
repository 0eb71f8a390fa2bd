using System.Text.Json;
using CacheActors.Files;

namespace CacheActors.Adoption;

/// <summary>Reads the entries of a JSON file: a list, or entries by key; either may stand under <c>entries</c>.</summary>
internal static class JsonMetadata
{
    private static readonly JsonDocumentOptions Tolerant = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <exception cref="InvalidAdoptionSourceException">It is no JSON, or holds no entries.</exception>
    public static IReadOnlyList<OlderEntry> Read(string path, string? voiceId)
    {
        try
        {
            using var file = ForeignFile.OpenRead(path);
            using var document = JsonDocument.Parse(file, Tolerant);
            return Read(document.RootElement, path, voiceId);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidAdoptionSourceException(
                $"{path} is neither a SQLite file nor JSON: {e.Message} Name the metadata file of the older cache.",
                e
            );
        }
    }

    private static List<OlderEntry> Read(JsonElement root, string path, string? voiceId)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            return ReadList(root, voiceId);
        }
        if (root.ValueKind == JsonValueKind.Object)
        {
            var properties = root.EnumerateObject().ToList();
            var entries = properties.Find(property => OlderFields.Normalized(property.Name) == "entries").Value;
            if (entries.ValueKind == JsonValueKind.Array)
            {
                return ReadList(entries, voiceId);
            }
            if (entries.ValueKind == JsonValueKind.Object)
            {
                return [.. entries.EnumerateObject().Select(property => ReadByKey(property, voiceId))];
            }
            // Beside entries by key stand a version, a date and the like.
            var byKey = properties.Where(property => property.Value.ValueKind == JsonValueKind.Object).ToList();
            if (byKey.Count > 0 || properties.Count == 0)
            {
                return [.. byKey.Select(property => ReadByKey(property, voiceId))];
            }
        }
        throw new InvalidAdoptionSourceException(
            $"{path} holds no entries: expected is a list of them, an object with them by key, or either as \"entries\" of an object."
        );
    }

    private static List<OlderEntry> ReadList(JsonElement list, string? voiceId) =>
        [.. list.EnumerateArray().Select((entry, index) => ReadEntry(entry, key: null, $"entry {index + 1}", voiceId))];

    private static OlderEntry ReadByKey(JsonProperty property, string? voiceId) =>
        ReadEntry(property.Value, property.Name, property.Name, voiceId);

    private static OlderEntry ReadEntry(JsonElement entry, string? key, string place, string? voiceId)
    {
        if (entry.ValueKind != JsonValueKind.Object)
        {
            return OlderEntryReader.Unreadable(place, "it is not a JSON object");
        }
        var fields = new OlderFields();
        try
        {
            foreach (var property in entry.EnumerateObject())
            {
                fields.Add(property.Name, Value(property.Value));
            }
        }
        catch (InvalidOperationException)
        {
            return OlderEntryReader.Unreadable(place, "it holds text that is not Unicode");
        }
        // Its own field wins.
        fields.Add("key", key);
        return OlderEntryReader.Read(fields, place, voiceId);
    }

    private static object? Value(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number when value.TryGetInt64(out var whole) => whole,
            JsonValueKind.Number => value.GetDouble(),
            _ => value.Clone(),
        };
}
