using CacheActors.Cli.Output;

namespace CacheActors.Cli.Verbs;

internal sealed class ConfigVerb() : Verb("config", "Print the effective settings as HOCON.")
{
    public override Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var hocon = call.LoadOptions().ToHocon();
        if (call.Json)
        {
            call.Terminal.WriteJson(new ConfigJson(hocon), Json.Default.ConfigJson);
        }
        else
        {
            call.Terminal.Out.WriteLine(hocon.TrimEnd());
        }

        return Task.FromResult(ExitCode.Done);
    }
}

internal sealed record ConfigJson(string Hocon);
