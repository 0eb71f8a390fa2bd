using System.CommandLine;
using CacheActors.Cli.Output;
using CacheActors.Domain.Entries;

namespace CacheActors.Cli.Verbs;

internal sealed class HistoryVerb : Verb
{
    private readonly Argument<EntryKey> _key = KeyArgument.One();

    private readonly Option<long?> _sequence = NumberOption.Create(
        "--seq",
        0L,
        long.MaxValue,
        "Only up to this sequence number, and the state it left."
    );

    private readonly Option<DateTimeOffset?> _at = new("--at")
    {
        Description = "Only up to this time, and the state then: 2025-11-20T04:30:00Z; UTC unless it says otherwise.",
        HelpName = "TIME",
        CustomParser = result =>
        {
            if (TimeText.TryParse(result.Tokens[0].Value, out var time))
            {
                return time;
            }

            result.AddError(TimeText.Refusal(result.Tokens[0].Value));
            return null;
        },
    };

    public HistoryVerb()
        : base("history", "Show an entry's journaled events and the state they add up to.")
    {
        Add(_key);
        Add(_sequence);
        Add(_at);
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        using var reader = CacheReader.Open(call.LoadOptions());
        var key = call.Get(_key);
        var history =
            await reader.HistoryAsync(key, call.Get(_sequence), call.Get(_at), cancellationToken)
            ?? throw new UnknownEntryException(key.Value);
        if (call.Json)
        {
            call.Terminal.WriteJson(HistoryPrinter.ToJson(history), Json.Default.HistoryJson);
        }
        else
        {
            HistoryPrinter.Print(call.Terminal, history);
        }

        return ExitCode.Done;
    }
}
