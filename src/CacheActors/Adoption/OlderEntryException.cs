namespace CacheActors.Adoption;

/// <summary>One entry of an older cache cannot be taken over; the others can. The message is the reason, for the report.</summary>
internal sealed class OlderEntryException(string reason) : Exception(reason);
