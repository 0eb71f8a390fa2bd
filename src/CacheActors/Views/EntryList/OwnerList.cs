using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CacheActors.Domain.Entries;

namespace CacheActors.Views.EntryList;

/// <summary>An entry's owners in one column: a JSON list of <c>kind:id</c>, or null when there are none.</summary>
internal static class OwnerList
{
    public static string? Print(ImmutableArray<EntryOwner> owners) =>
        owners.IsEmpty
            ? null
            : new JsonArray([.. owners.Select(owner => JsonValue.Create(owner.ToString()))]).ToJsonString();

    public static ImmutableArray<EntryOwner> Parse(string? column) =>
        column is null
            ? []
            : [.. JsonNode.Parse(column)!.AsArray().Select(owner => EntryOwner.Parse(owner!.GetValue<string>()))];
}
