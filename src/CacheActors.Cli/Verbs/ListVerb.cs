using System.CommandLine;
using CacheActors.Cli.Output;

namespace CacheActors.Cli.Verbs;

internal sealed class ListVerb : Verb
{
    private readonly Option<string?> _state = new("--state") { Description = "Only entries in this state." };

    private readonly Option<string?> _book = new("--book") { Description = "Only entries of this book." };

    private readonly Option<int?> _limit = NumberOption.Create("--limit", 1, int.MaxValue, "At most so many.");

    public ListVerb()
        : base("list", "List entries by book, chapter and segment.")
    {
        _state.AcceptOnlyFromAmong("wav", "compressing", "m4a", "failed", "missing", "evicted");
        Add(_state);
        Add(_book);
        Add(_limit);
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        using var reader = CacheReader.Open(call.LoadOptions());
        var entries = await reader.ListAsync(
            new EntryFilter(call.Get(_state), call.Get(_book), call.Get(_limit)),
            cancellationToken
        );
        if (call.Json)
        {
            call.Terminal.WriteJson([.. entries.Select(EntryJson.Of)], Json.Default.ListEntryJson);
        }
        else if (entries.Count == 0)
        {
            call.Terminal.Note("No entries.");
        }
        else
        {
            Print(call.Terminal, entries);
        }

        return ExitCode.Done;
    }

    private static void Print(Terminal terminal, IReadOnlyList<EntryInfo> entries)
    {
        var table = new Table("Key", "State", ">Size", ">Length", "Book", ">Ch", ">Seg", ">Used", "Kept");
        foreach (var entry in entries)
        {
            table.Add(
                entry.Key.Value,
                entry.State,
                Units.Bytes(entry.SizeBytes),
                Units.Duration(TimeSpan.FromMilliseconds(entry.DurationMs)),
                entry.BookId ?? "",
                entry.ChapterIndex?.ToString() ?? "",
                entry.SegmentIndex?.ToString() ?? "",
                entry.AccessCount.ToString(),
                Kept(entry)
            );
        }

        table.WriteTo(terminal);
    }

    private static string Kept(EntryInfo entry) =>
        (entry.Pinned, entry.Owners.Count) switch
        {
            (true, 0) => "pinned",
            (true, var owners) => $"pinned, {Units.Count(owners, "owner")}",
            (false, 0) => "",
            (false, var owners) => Units.Count(owners, "owner"),
        };
}
