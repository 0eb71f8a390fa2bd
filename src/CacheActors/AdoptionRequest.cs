using CacheActors.Domain.Entries;

namespace CacheActors;

/// <summary>An older cache to take over.</summary>
/// <param name="Source">Its folder, its JSON metadata file or its SQLite file. A folder must hold exactly one of these.</param>
/// <param name="VoiceId">The voice of entries that do not say theirs; null: theirs is not known.</param>
public sealed record AdoptionRequest(string Source, string? VoiceId = null);

/// <summary>How far an adoption is.</summary>
/// <param name="Done">Entries looked at: adopted, skipped or failed.</param>
/// <param name="Total">Entries of the source.</param>
public sealed record AdoptionProgress(int Done, int Total);

/// <summary>What an adoption did.</summary>
/// <param name="Adopted">Entries taken over, each read back and compared with its source.</param>
/// <param name="Skipped">Entries that the cache has already.</param>
/// <param name="Failures">Entries that could not be taken over, and why.</param>
/// <param name="Unlisted">WAV and M4A files in the source's folder that its metadata do not name, as paths from the folder on. They were not taken over.</param>
public sealed record AdoptionReport(
    int Adopted,
    int Skipped,
    IReadOnlyList<AdoptionFailure> Failures,
    IReadOnlyList<string> Unlisted
);

/// <summary>An entry of an older cache that could not be taken over.</summary>
/// <param name="Name">Its key or file there.</param>
/// <param name="Reason">Why.</param>
public sealed record AdoptionFailure(string Name, string Reason);
