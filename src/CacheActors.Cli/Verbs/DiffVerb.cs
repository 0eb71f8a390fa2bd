using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CacheActors.Cli.Output;
using CacheActors.Domain.Entries;

namespace CacheActors.Cli.Verbs;

internal sealed class DiffVerb : Verb
{
    private readonly Argument<string> _from = new("T1") { Description = "The first moment." };

    private readonly Argument<string?> _to = new("T2")
    {
        Description = "The second moment; without it: now.",
        Arity = ArgumentArity.ZeroOrOne,
        DefaultValueFactory = _ => null,
    };

    private readonly Option<bool> _sequence = new("--seq")
    {
        Description =
            "The moments are places in the journal (`ordering` in `history`; 0: before everything) instead of times like 2025-11-20T04:30:00Z.",
    };

    public DiffVerb()
        : base("diff", "Show what changed in the whole cache between two moments.")
    {
        Add(_from);
        Add(_to);
        Add(_sequence);
        Validators.Add(result =>
        {
            var isPlace = result.GetValue(_sequence);
            foreach (var text in new[] { result.GetValue(_from), result.GetValue(_to) })
            {
                if (text is not null && Moment(text, isPlace) is null)
                {
                    result.AddError(
                        isPlace
                            ? $"'{text}' is not a place in the journal: those are whole numbers."
                            : TimeText.Refusal(text) + " For a place in the journal say --seq."
                    );
                }
            }
        });
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        using var audit = CacheAudit.Open(call.LoadOptions());
        var isPlace = call.Get(_sequence);
        var from = Moment(call.Get(_from), isPlace)!;
        var to = call.Get(_to) is { } text ? Moment(text, isPlace)! : JournalMoment.Now;
        var tally = new Tally();
        IAsyncEnumerable<EntryDifference> differences;
        try
        {
            differences = audit.DiffAsync(from, to, cancellationToken);
        }
        catch (ArgumentException)
        {
            throw new InputException($"{call.Get(_to)} is before {call.Get(_from)}. Name the earlier moment first.");
        }
        await (
            call.Json
                ? WriteJsonAsync(call.Terminal, differences, tally)
                : PrintAsync(call.Terminal, differences, tally)
        );
        return ExitCode.Done;
    }

    private static JournalMoment? Moment(string text, bool isPlace) =>
        isPlace
            ? long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ordering)
                ? JournalMoment.After(ordering)
                : null
            : TimeText.TryParse(text, out var time)
                ? JournalMoment.At(time)
                : null;

    // One document, written as it is found: a cache may have changed in a million places.
    private static async Task WriteJsonAsync(
        Terminal terminal,
        IAsyncEnumerable<EntryDifference> differences,
        Tally tally
    )
    {
        await using var writer = new Utf8JsonWriter(terminal.OutStream);
        writer.WriteStartObject();
        writer.WriteStartArray("entries");
        await foreach (var difference in differences)
        {
            tally.Count(difference);
            JsonSerializer.Serialize(
                writer,
                new DifferenceJson(
                    difference.Key.Value,
                    Names.Of(difference.Change),
                    Names.Of(difference.Before),
                    Names.Of(difference.After),
                    Names.DataOf(difference.Before),
                    Names.DataOf(difference.After)
                ),
                Json.Default.DifferenceJson
            );
            if (writer.BytesPending > 1 << 16)
            {
                await writer.FlushAsync();
            }
        }
        writer.WriteEndArray();
        writer.WriteNumber("added", tally.Of(EntryChange.Added));
        writer.WriteNumber("gone", tally.Of(EntryChange.Gone));
        writer.WriteNumber("changed", tally.Of(EntryChange.Changed));
        writer.WriteNumber("cameAndWent", tally.Of(EntryChange.CameAndWent));
        writer.WriteNumber("bytes", tally.Bytes);
        writer.WriteEndObject();
        await writer.FlushAsync();
        terminal.Out.WriteLine();
    }

    private static async Task PrintAsync(Terminal terminal, IAsyncEnumerable<EntryDifference> differences, Tally tally)
    {
        var table = new Table("Entry", "Change", "State", ">Bytes", "Held by");
        await foreach (var difference in differences)
        {
            tally.Count(difference);
            var (before, after) = (difference.Before, difference.After);
            table.Add(
                difference.Key.Value,
                Names.Of(difference.Change),
                Step(Names.Of(before), Names.Of(after)),
                Step(Units.Bytes(Tally.BytesOf(before)), Units.Bytes(Tally.BytesOf(after))),
                Step(Holders(before), Holders(after))
            );
        }
        table.WriteTo(terminal);
        terminal.Out.WriteLine(
            $"{tally.Of(EntryChange.Added)} added, {tally.Of(EntryChange.Gone)} gone, {tally.Of(EntryChange.Changed)} changed, {tally.Of(EntryChange.CameAndWent)} came and went; {(tally.Bytes < 0 ? "" : "+")}{Units.Bytes(tally.Bytes)}."
        );
    }

    private static string Step(string before, string after) => before == after ? after : $"{before} -> {after}";

    private static string Holders(EntryState state)
    {
        var holds = (state as EntryState.Held)?.Holds ?? (state as EntryState.Missing)?.Holds ?? EntryHolds.None;
        return string.Join(
            ", ",
            (holds.Pinned ? ["pin"] : Array.Empty<string>()).Concat(holds.Owners.Select(o => $"{o}"))
        );
    }

    private sealed class Tally
    {
        private readonly Dictionary<EntryChange, long> _changes = [];

        /// <summary>Bytes that entries have more, or less; a shared file is counted for each.</summary>
        public long Bytes { get; private set; }

        public long Of(EntryChange change) => _changes.GetValueOrDefault(change);

        public void Count(EntryDifference difference)
        {
            _changes[difference.Change] = Of(difference.Change) + 1;
            Bytes += BytesOf(difference.After) - BytesOf(difference.Before);
        }

        public static long BytesOf(EntryState state) => (state as EntryState.Held)?.SizeBytes() ?? 0;
    }
}

/// <summary>An entry in what <c>diff</c> prints.</summary>
internal sealed record DifferenceJson(
    string Key,
    string Change,
    string StateBefore,
    string StateAfter,
    JsonObject? Before,
    JsonObject? After
);
