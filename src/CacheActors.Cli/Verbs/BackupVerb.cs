using System.CommandLine;
using CacheActors.Cli.Output;

namespace CacheActors.Cli.Verbs;

internal sealed class BackupVerb : Verb
{
    private readonly Argument<string> _file = new("FILE") { Description = "Where the backup goes." };

    private readonly Option<bool> _force = new("--force") { Description = "Replace FILE when it exists." };

    public BackupVerb()
        : base("backup", "Copy the journal into one file, also while the cache is in use; `restore` reads it.")
    {
        Add(_file);
        Add(_force);
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var file = call.Get(_file);
        var report = await CacheBackup.CreateAsync(
            call.LoadOptions(),
            file,
            call.Get(_force),
            progress: null,
            cancellationToken
        );
        if (call.Json)
        {
            call.Terminal.WriteJson(new BackupJson(report.Bytes, report.Events), Json.Default.BackupJson);
        }
        else
        {
            call.Terminal.Out.WriteLine(
                $"Backed up {Units.Count(report.Events, "event")} to {file} ({Units.Bytes(report.Bytes)})."
            );
        }

        return ExitCode.Done;
    }
}

internal sealed record BackupJson(long Bytes, long Events);
