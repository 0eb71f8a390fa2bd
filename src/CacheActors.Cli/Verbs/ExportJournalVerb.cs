using System.CommandLine;
using CacheActors.Cli.Output;

namespace CacheActors.Cli.Verbs;

internal sealed class ExportJournalVerb : Verb
{
    private readonly Argument<string?> _file = new("FILE")
    {
        Description = "Where to write them; without it: stdout.",
        Arity = ArgumentArity.ZeroOrOne,
        DefaultValueFactory = _ => null,
    };

    public ExportJournalVerb()
        : base("export-journal", "Write the journal as JSON lines, one event each, for auditors.") => Add(_file);

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        using var audit = CacheAudit.Open(call.LoadOptions());
        var report = call.Get(_file) is { } file
            ? await WriteFileAsync(audit, file, cancellationToken)
            : await audit.ExportAsync(call.Terminal.OutStream, cancellationToken);
        if (call.Get(_file) is null)
        {
            if (report.Unreadable > 0)
            {
                call.Terminal.Note($"cacheactors: {report.Unreadable} lines have an \"error\".");
            }
        }
        else if (call.Json)
        {
            call.Terminal.WriteJson(new ExportJson(report.Events, report.Unreadable), Json.Default.ExportJson);
        }
        else
        {
            call.Terminal.Out.WriteLine(
                $"Wrote {Units.Count(report.Events, "event")} to {call.Get(_file)}, {report.Unreadable} unreadable."
            );
        }
        return report.Unreadable == 0 ? ExitCode.Done : ExitCode.Differences;
    }

    // Under its name the file is whole or not there.
    private static async Task<ExportReport> WriteFileAsync(
        CacheAudit audit,
        string file,
        CancellationToken cancellationToken
    )
    {
        if (File.Exists(file))
        {
            throw new InputException($"{file} exists already. Name another file, or delete it first.");
        }
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))))
        {
            throw new InputException($"There is no folder for {file}. Create it, or name a file elsewhere.");
        }

        var part = file + ".part";
        try
        {
            ExportReport report;
            await using (var output = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                report = await audit.ExportAsync(output, cancellationToken);
                output.Flush(flushToDisk: true);
            }
            File.Move(part, file);
            return report;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"Cannot write {file}: {e.Message}");
        }
        finally
        {
            File.Delete(part);
        }
    }
}

/// <summary>What <c>export-journal FILE</c> prints.</summary>
internal sealed record ExportJson(long Events, long Unreadable);
