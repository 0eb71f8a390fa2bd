using System.CommandLine;
using CacheActors.Cli.Output;
using CacheActors.Domain.Entries;

namespace CacheActors.Cli.Verbs;

internal sealed class ShowVerb : Verb
{
    private readonly Argument<EntryKey> _key = KeyArgument.One();

    public ShowVerb()
        : base("show", "Show what is known of one entry.") => Add(_key);

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        using var reader = CacheReader.Open(call.LoadOptions());
        var key = call.Get(_key);
        var entry = await reader.FindAsync(key, cancellationToken) ?? throw new UnknownEntryException(key.Value);
        if (call.Json)
        {
            call.Terminal.WriteJson(EntryJson.Of(entry), Json.Default.EntryJson);
        }
        else
        {
            Print(call.Terminal.Out, entry);
        }

        return ExitCode.Done;
    }

    private static void Print(TextWriter output, EntryInfo entry)
    {
        Line("Key", entry.Key.Value);
        Line("State", entry.State);
        Line("Failure", entry.FailureReason);
        Line(
            "Evicted",
            entry.EvictedAt is { } evicted ? $"{Units.Time(evicted)} ({Names.Of(entry.EvictionReason)})" : null
        );
        Line("Pinned", entry.Pinned ? "yes" : null);
        Line("Owners", entry.Owners.Count > 0 ? string.Join(", ", entry.Owners) : null);
        Line("Compressing since", entry.CompressionStartedAt is { } at ? Units.Time(at) : null);
        Line("File", entry.EvictedAt is null ? entry.Path : null);
        Line(
            "Size",
            entry.SizeBytes == entry.StoredSizeBytes
                ? Units.Bytes(entry.SizeBytes)
                : $"{Units.Bytes(entry.SizeBytes)} (WAV {Units.Bytes(entry.StoredSizeBytes)})"
        );
        Line("Length", Units.Duration(TimeSpan.FromMilliseconds(entry.DurationMs)));
        Line("Book", entry.BookId);
        Line("Chapter", entry.ChapterIndex?.ToString());
        Line("Segment", entry.SegmentIndex?.ToString());
        Line("Voice", entry.VoiceId);
        Line("Engine", entry.EngineType);
        Line("Origin", Names.Of(entry.Origin));
        Line("Created", Units.Time(entry.Created));
        Line(
            "Used",
            entry.AccessCount == 0
                ? "never"
                : $"{Units.Count(entry.AccessCount, "time")}, last {Units.Time(entry.LastAccessed)}"
        );
        Line("SHA-256", entry.Sha256);

        void Line(string name, string? value)
        {
            if (value is not null)
            {
                output.WriteLine($"{name, -18} {value}");
            }
        }
    }
}
