using System.CommandLine;
using CacheActors.Cli.Output;

namespace CacheActors.Cli.Verbs;

internal sealed class RestoreVerb : Verb
{
    private readonly Argument<string> _file = new("FILE") { Description = "A backup that `backup` made." };

    private readonly Option<bool> _force = new("--force")
    {
        Description = "Put a journal that the cache folder holds aside; nothing is deleted.",
    };

    public RestoreVerb()
        : base("restore", "Make the journal of a backup that of the cache folder; audio files stay.")
    {
        Add(_file);
        Add(_force);
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var report = await CacheBackup.RestoreAsync(
            call.LoadOptions(),
            call.Get(_file),
            call.Get(_force),
            progress: null,
            cancellationToken
        );
        foreach (var path in report.PutAside)
        {
            call.Terminal.Note($"Put aside: {path}");
        }

        if (call.Json)
        {
            call.Terminal.WriteJson(
                new RestoreJson(report.Bytes, report.Events, report.PutAside),
                Json.Default.RestoreJson
            );
        }
        else
        {
            call.Terminal.Out.WriteLine(
                $"Restored {Units.Count(report.Events, "event")} ({Units.Bytes(report.Bytes)})."
            );
        }

        return ExitCode.Done;
    }
}

internal sealed record RestoreJson(long Bytes, long Events, IReadOnlyList<string> PutAside);
