using System.Diagnostics.CodeAnalysis;

namespace CacheActors.Domain.Entries;

/// <summary>
/// Somebody who needs an entry: a message, a library item, an upload that is not done. While an entry has an owner it is
/// not evicted. As text <c>kind:id</c>, for example <c>message:42</c>.
/// </summary>
public sealed record EntryOwner
{
    /// <summary>The kind of owners that wait for their upload.</summary>
    public const string Upload = "upload";

    /// <summary>Characters of the longest kind.</summary>
    public const int MaxKindLength = 32;

    /// <summary>Characters of the longest id.</summary>
    public const int MaxIdLength = 200;

    /// <summary>Creates it.</summary>
    /// <exception cref="ArgumentException">The kind is not 1 to 32 of a–z, 0–9 and -, or the id not 1 to 200 characters without control characters.</exception>
    public EntryOwner(string kind, string id)
    {
        if (!IsKind(kind))
        {
            throw new ArgumentException($"An owner's kind is 1 to {MaxKindLength} of a-z, 0-9 and -.", nameof(kind));
        }
        if (!IsId(id))
        {
            throw new ArgumentException(
                $"An owner's id is 1 to {MaxIdLength} characters, none of them a control character.",
                nameof(id)
            );
        }
        Kind = kind;
        Id = id;
    }

    /// <summary>What it is, for example <c>message</c>.</summary>
    public string Kind { get; }

    /// <summary>Which one.</summary>
    public string Id { get; }

    /// <summary>Reads <c>kind:id</c>. False when the text is not an owner.</summary>
    public static bool TryParse(string? value, [NotNullWhen(true)] out EntryOwner? owner)
    {
        var colon = value?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        owner =
            colon > 0 && IsKind(value![..colon]) && IsId(value[(colon + 1)..])
                ? new EntryOwner(value[..colon], value[(colon + 1)..])
                : null;
        return owner is not null;
    }

    /// <summary>Reads <c>kind:id</c>.</summary>
    /// <exception cref="FormatException">The text is not an owner; the message says what one looks like.</exception>
    public static EntryOwner Parse(string value) =>
        TryParse(value, out var owner)
            ? owner
            : throw new FormatException(
                $"'{new string([.. value.Take(MaxIdLength).Select(c => char.IsControl(c) ? '?' : c)])}' is not an owner. "
                    + "An owner is a kind (a-z, 0-9 and -), a colon and an id, for example message:42."
            );

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}:{Id}";

    private static bool IsKind(string? kind) =>
        kind is { Length: > 0 and <= MaxKindLength }
        && kind.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static bool IsId(string? id) => id is { Length: > 0 and <= MaxIdLength } && !id.Any(char.IsControl);
}
