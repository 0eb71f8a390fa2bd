using System.CommandLine;
using CacheActors.Cli.Output;

namespace CacheActors.Cli.Verbs;

internal sealed class QuarantineVerb : Verb
{
    private const string ListAction = "list";

    private readonly Argument<string> _action = new("ACTION") { Description = "list, or restore with a NAME." };

    private readonly Argument<string?> _name = new("NAME")
    {
        Description = "The file to put back to where it was, as `quarantine list` shows it.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public QuarantineVerb()
        : base("quarantine", "List what reconciliation put aside, or put a file back.")
    {
        _action.AcceptOnlyFromAmong(ListAction, "restore");
        Add(_action);
        Add(_name);
        Validators.Add(result =>
        {
            if (result.GetValue(_action) == ListAction != result.GetValue(_name) is null)
            {
                result.AddError("Say `quarantine list`, or `quarantine restore NAME`.");
            }
        });
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        await using var cache = await call.OpenAsync(cancellationToken);
        if (call.Find(_name) is { } name)
        {
            Print(call, await cache.RestoreAsync(name, cancellationToken));
        }
        else
        {
            Print(call, await cache.ListQuarantineAsync(cancellationToken));
        }
        return ExitCode.Done;
    }

    private static void Print(Call call, RestoredFile restored)
    {
        if (call.Json)
        {
            var json = new RestoredJson(
                restored.Path,
                restored.Key?.Value,
                restored.Discrepancy is { } found ? DiscrepancyJson.Of(found) : null
            );
            call.Terminal.WriteJson(json, Json.Default.RestoredJson);
            return;
        }
        call.Terminal.Out.WriteLine($"Put back: {restored.Path}");
        if (restored.Discrepancy is { } discrepancy)
        {
            call.Terminal.Out.WriteLine($"{restored.Key}: {discrepancy.Remedy}");
        }
    }

    private static void Print(Call call, IReadOnlyList<QuarantinedFile> files)
    {
        if (call.Json)
        {
            call.Terminal.WriteJson(
                [
                    .. files.Select(f => new QuarantinedJson(
                        f.Name,
                        f.Path,
                        f.Key?.Value,
                        f.SizeBytes,
                        f.At,
                        f.KeptUntil
                    )),
                ],
                Json.Default.ListQuarantinedJson
            );
            return;
        }
        var table = new Table("Name", ">Size", "Since", "Until");
        foreach (var file in files)
        {
            table.Add(
                file.Name,
                Units.Bytes(file.SizeBytes),
                file.At is { } at ? Units.Time(at) : "",
                file.KeptUntil is { } until ? Units.Time(until) : ""
            );
        }
        table.WriteTo(call.Terminal);
    }
}

/// <summary>What <c>quarantine list</c> prints of each file.</summary>
internal sealed record QuarantinedJson(
    string Name,
    string? Path,
    string? Key,
    long SizeBytes,
    DateTimeOffset? At,
    DateTimeOffset? KeptUntil
);

/// <summary>What <c>quarantine restore</c> prints.</summary>
internal sealed record RestoredJson(string Path, string? Key, DiscrepancyJson? Discrepancy);
