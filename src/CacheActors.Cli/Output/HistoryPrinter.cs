using System.Text;
using System.Text.Json.Nodes;

namespace CacheActors.Cli.Output;

/// <summary>An entry's events and the state they add up to, as JSON and as a table.</summary>
internal static class HistoryPrinter
{
    public static HistoryJson ToJson(EntryHistory history) =>
        new(
            history.Key.Value,
            history
                .Events.Select(e => new EventJson(
                    e.SequenceNumber,
                    e.Ordering,
                    e.Event.At,
                    e.Type,
                    Names.DataOf(e.Event),
                    e.Event.Cause,
                    e.Event.CorrelationId
                ))
                .ToList(),
            Names.Of(history.State),
            Names.DataOf(history.State)
        );

    public static void Print(Terminal terminal, EntryHistory history)
    {
        var table = new Table(">Seq", "Time (UTC)", "Event", "Data", "Cause", "Correlation");
        foreach (var e in history.Events)
        {
            table.Add(
                e.SequenceNumber.ToString(),
                e.Event.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff"),
                e.Type,
                Text(Names.DataOf(e.Event)),
                e.Event.Cause ?? "",
                e.Event.CorrelationId ?? ""
            );
        }

        table.WriteTo(terminal);
        terminal.Out.WriteLine($"State: {Names.Of(history.State)}");
    }

    /// <summary>Names and values, sizes and times in people's units; what is unknown is left out.</summary>
    private static string Text(JsonObject data)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in data)
        {
            if (value is null)
            {
                continue;
            }

            text.Append(text.Length == 0 ? "" : ", ")
                .Append(
                    name switch
                    {
                        "sizeBytes" => Units.Bytes(value.GetValue<long>()),
                        "durationMs" => $"{value.GetValue<long>() / 1000.0:0.0} s",
                        "bitRate" => $"{value.GetValue<int>() / 1000} kbit/s",
                        "last" or "madeAt" or "lastUsedAt" => $"{name} {Units.Time(value.GetValue<DateTimeOffset>())}",
                        "sha256" => $"sha256 {value.GetValue<string>()[..8]}…",
                        _ => $"{name} {value}",
                    }
                );
        }

        return text.ToString();
    }
}

internal sealed record HistoryJson(string Key, IReadOnlyList<EventJson> Events, string State, JsonObject? Entry);

internal sealed record EventJson(
    long Seq,
    long Ordering,
    DateTimeOffset At,
    string Type,
    JsonObject Data,
    string? Cause,
    string? CorrelationId
);
