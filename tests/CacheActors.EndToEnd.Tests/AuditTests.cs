using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace CacheActors.EndToEnd.Tests;

public sealed class AuditTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Verify_finds_nothing_then_names_the_row_that_was_edited_and_exits_with_3()
    {
        await ImportAsync(3);
        var before = (await RunAsync("verify", "--deep", "--json")).Json();
        before.ShouldHaveExactly("events entries files problems seal");
        before.Number("entries").ShouldBe(3);
        before.Number("files").ShouldBe(3);
        before.GetProperty("problems").GetArrayLength().ShouldBe(0);
        before.GetProperty("seal").ShouldHaveExactly("head sealed unsealed since");
        before.GetProperty("seal").Number("unsealed").ShouldBe(0);
        var head = before.GetProperty("seal").Text("head");
        (await RunAsync("verify", "--seal", head)).ExitCode.ShouldBe(0);

        Execute(
            "UPDATE journal SET message = replace(CAST(message AS TEXT), 'imported', 'Imported') || ' ' WHERE ordering = 2"
        );

        var after = (await RunAsync("verify", "--json")).Json(exitCode: 3);
        var problem = after.GetProperty("problems").EnumerateArray().First();
        problem.ShouldHaveExactly("kind key detail");
        problem.Text("kind").ShouldBe("rowEdited");
        problem.Text("detail").ShouldContain("Row 2");
        var people = await RunAsync("verify");
        people.ExitCode.ShouldBe(3);
        people.Output.ShouldContain("rowEdited");
    }

    [Fact]
    public async Task A_seal_that_is_not_in_the_chain_is_a_difference_and_nonsense_a_usage_error()
    {
        await ImportAsync(1);

        var unknown = (await RunAsync("verify", "--seal", new string('0', 64), "--json")).Json(exitCode: 3);
        unknown.GetProperty("problems").EnumerateArray().Single().Text("kind").ShouldBe("headUnknown");
        (await RunAsync("verify", "--seal", "xyz")).ShouldRefuse(2, "64 hex digits");
    }

    [Fact]
    public async Task A_journal_that_is_garbage_is_reported_and_no_crash()
    {
        await ImportAsync(2);
        await File.WriteAllTextAsync(Path.Combine(_folder.Cache, "journal.db"), new string('x', 9000));

        var report = (await RunAsync("verify", "--json")).Json(exitCode: 3);

        report.GetProperty("problems").EnumerateArray().First().Text("kind").ShouldBe("journalDamaged");
    }

    [Fact]
    public async Task Diff_tells_what_came_between_two_places_and_two_times()
    {
        await ImportAsync(2);

        var report = (await RunAsync("diff", "0", "1", "--seq", "--json")).Json();
        report.ShouldHaveExactly("entries added gone changed cameAndWent bytes");
        report.Number("added").ShouldBe(1);
        var entry = report.GetProperty("entries").EnumerateArray().Single();
        entry.ShouldHaveExactly("key change stateBefore stateAfter before after");
        entry.Text("change").ShouldBe("added");
        entry.Text("stateAfter").ShouldBe("wav");
        entry.GetProperty("after").Number("sizeBytes").ShouldBe(report.Number("bytes"));

        var people = await RunAsync("diff", "2001-01-01");
        people.ExitCode.ShouldBe(0);
        people.Output.ShouldContain("2 added, 0 gone");
        (await RunAsync("diff", "tomorrow-ish")).ShouldRefuse(2, "is not a time");
        (await RunAsync("diff", "x", "--seq")).ShouldRefuse(2, "whole numbers");
        (await RunAsync("diff", "2", "1", "--seq")).ShouldRefuse(1, "earlier moment first");
    }

    [Fact]
    public async Task The_journal_is_exported_to_stdout_or_to_a_new_file()
    {
        await ImportAsync(2);

        var lines = (await RunAsync("export-journal")).Output.TrimEnd('\n').Split('\n');
        lines.Length.ShouldBe(2);
        JsonElement.Parse(lines[0]).ShouldHaveExactly("ordering persistenceId seq manifest time data");

        var file = Path.Combine(_folder.Path, "journal.jsonl");
        (await RunAsync("export-journal", file, "--json")).Json().Number("events").ShouldBe(2);
        (await File.ReadAllLinesAsync(file)).ShouldBe(lines);
        (await RunAsync("export-journal", file)).ShouldRefuse(1, file, "exists already");
        (await RunAsync("export-journal", Path.Combine(file + "-none", "journal.jsonl"))).ShouldRefuse(1, "no folder");
    }

    [Fact]
    public async Task History_tells_the_cause_of_each_event()
    {
        await ImportAsync(1);
        var key = (await RunAsync("list", "--json")).Json().EnumerateArray().Single().Text("key");

        var happened = (await RunAsync("history", key, "--json")).Json().GetProperty("events").EnumerateArray().First();

        happened.ShouldHaveExactly("seq ordering at type data cause correlationId");
    }

    private async Task ImportAsync(int files)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, "recordings"));
        for (var file = 0; file < files; file++)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, $"{file}.wav"), WavBytes.Tone(file + 1));
        }
        (await RunAsync("import", folder.FullName, "--book", "b", "--voice", "en")).ExitCode.ShouldBe(0);
    }

    private Task<CliResult> RunAsync(params string[] arguments) =>
        CliProcess.RunAsync([.. arguments, "--cache", _folder.Cache]);

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(_folder.Cache, "journal.db")};Pooling=False"
        );
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
