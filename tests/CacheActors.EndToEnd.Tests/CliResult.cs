using System.Text.Json;

namespace CacheActors.EndToEnd.Tests;

/// <summary>What a process of the command line left.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    /// <summary>The one JSON document on stdout of a run that ended with this exit code.</summary>
    public JsonElement Json(int exitCode = 0)
    {
        ExitCode.ShouldBe(exitCode, Error);
        using var document = JsonDocument.Parse(Output);
        return document.RootElement.Clone();
    }

    /// <summary>A refusal: its exit code, nothing on stdout, a message without a stack trace that holds these words.</summary>
    public void ShouldRefuse(int exitCode, params string[] words)
    {
        ExitCode.ShouldBe(exitCode, Error);
        Output.ShouldBeEmpty();
        Error.ShouldNotContain("   at ");
        foreach (var word in words)
        {
            Error.ShouldContain(word, Case.Sensitive);
        }
    }
}
