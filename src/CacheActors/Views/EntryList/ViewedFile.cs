using CacheActors.Domain.Entries;
using CacheActors.Files;

namespace CacheActors.Views.EntryList;

/// <summary>An entry's file, as the view has it.</summary>
/// <param name="Key">The entry.</param>
/// <param name="IsThere">False when it was let go, or is missing.</param>
/// <param name="Path">Where it lies, when it is there.</param>
/// <param name="File">What identifies it.</param>
internal sealed record ViewedFile(EntryKey Key, bool IsThere, string Path, FileFacts File);
