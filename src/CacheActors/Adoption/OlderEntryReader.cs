namespace CacheActors.Adoption;

/// <summary>Makes an entry of its fields. The names are those that <c>docs/adopting.md</c> lists.</summary>
internal static class OlderEntryReader
{
    /// <param name="fields">What the metadata hold of it.</param>
    /// <param name="place">Where in the metadata, for an entry that has no better name.</param>
    /// <param name="voiceId">The voice when the entry does not say its own.</param>
    public static OlderEntry Read(OlderFields fields, string place, string? voiceId)
    {
        var named = new OlderEntry { Name = place };
        try
        {
            var key = fields.Text("key");
            var file = fields.Text("file", "path", "filename", "filepath");
            named = new OlderEntry
            {
                Name = key ?? file ?? place,
                Key = key,
                File = file,
            };
            return named with
            {
                SizeBytes = fields.Whole("size", "sizebytes", "filesize"),
                Sha256 = Sha256(fields),
                Text = fields.Text("text") is { } text && !string.IsNullOrWhiteSpace(text) ? text : null,
                Rate = Rate(fields),
                BookId = fields.Text("bookid"),
                VoiceId = fields.Text("voiceid") ?? voiceId,
                ChapterIndex = fields.Index("chapterindex"),
                SegmentIndex = fields.Index("segmentindex"),
                EngineType = fields.Text("enginetype"),
                CreatedAt = fields.Time("created", "createdat"),
                LastUsedAt = fields.Time("lastaccessed", "lastaccessedat"),
                Uses = fields.Whole("accesscount", "hits"),
                Pinned = fields.Flag("pinned"),
            };
        }
        catch (OlderEntryException e)
        {
            return named with { Fault = e.Message };
        }
    }

    /// <summary>An entry of which there is nothing but its place.</summary>
    public static OlderEntry Unreadable(string place, string fault) => new() { Name = place, Fault = fault };

    private static double Rate(OlderFields fields)
    {
        var rate = fields.Number("playbackrate", "rate") ?? 1;
        return rate > 0 ? rate : throw new OlderEntryException("its playback rate is not above 0");
    }

    // A field "hash" may hold a hash of another kind: that tells nothing. One "sha256" has to be one.
    private static string? Sha256(OlderFields fields)
    {
        var sha256 = fields.Text("sha256");
        if (sha256 is null)
        {
            return fields.Text("hash") is { } hash && IsSha256(hash) ? hash : null;
        }
        return IsSha256(sha256)
            ? sha256
            : throw new OlderEntryException("its field sha256 is not 64 hexadecimal digits");
    }

    private static bool IsSha256(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit);
}
