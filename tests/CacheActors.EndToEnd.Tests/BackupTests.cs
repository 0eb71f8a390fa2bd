using CacheActors.Journal;
using Microsoft.Data.Sqlite;

namespace CacheActors.EndToEnd.Tests;

public sealed class BackupTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string File => _folder.File("backup.db");

    private string Journal => Path.Combine(_folder.Cache, "journal.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_cache_that_lost_its_databases_is_restored_and_plays()
    {
        var keys = await ImportAsync(3);
        var before = (await RunAsync("list", "--json")).Output;
        var backup = (await RunAsync("backup", File, "--json")).Json();
        backup.ShouldHaveExactly("bytes events");
        backup.Number("bytes").ShouldBe(new FileInfo(File).Length);
        var events = backup.Number("events");
        foreach (var database in Directory.GetFiles(_folder.Cache, "*.db*"))
        {
            System.IO.File.Delete(database);
        }

        var restored = (await RunAsync("restore", File, "--json")).Json();

        restored.ShouldHaveExactly("bytes events putAside");
        restored.Number("events").ShouldBe(events);
        (await RunAsync("list", "--json")).Output.ShouldBe(before);
        foreach (var key in keys)
        {
            System.IO.File.Exists((await RunAsync("path", key, "--json")).Json().Text("path")).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Backups_work_beside_the_owner_and_restores_do_not()
    {
        var text = _folder.Write("long.txt", Story.Long(600));
        using var owner = CliProcess.Start(
            "synthesize",
            text,
            "--book",
            "b",
            "--voice",
            "en-gb",
            "--cache",
            _folder.Cache
        );
        await owner.WaitForErrorAsync("Speak en-gb");

        (await RunAsync("backup", File, "--json")).Json().Number("events").ShouldBeGreaterThan(0);
        (await RunAsync("restore", File, "--force")).ShouldRefuse(4, $"process {owner.Id}");

        owner.Kill();
        await owner.WaitAsync();
        (await RunAsync("restore", File)).ShouldRefuse(1, "--force", _folder.Cache);
        var restored = await RunAsync("restore", File, "--force", "--json");
        restored.Json().GetProperty("putAside").GetArrayLength().ShouldBeGreaterThan(0);
        restored.Error.ShouldContain("Put aside: ");
        (await RunAsync("stats", "--json")).Json().Number("entries").ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_file_that_exists_is_replaced_only_with_force()
    {
        await ImportAsync(1);
        _folder.Write("backup.db", "mine");

        (await RunAsync("backup", File)).ShouldRefuse(1, File, "--force");
        System.IO.File.ReadAllText(File).ShouldBe("mine");
        (await RunAsync("backup", File, "--force")).Output.ShouldContain("Backed up 1 event");
    }

    [Fact]
    public async Task Killed_in_the_middle_it_leaves_no_file_of_that_name()
    {
        await ImportAsync(1);
        Enlarge(rows: 300_000);
        var kills = 0;
        while (kills < 3)
        {
            using var process = CliProcess.Start("backup", File, "--cache", _folder.Cache);
            await WaitForPartAsync();
            process.Kill();
            await process.WaitAsync();
            if (System.IO.File.Exists(File))
            {
                // It was ready sooner: then it must be whole.
                (await RestoreElsewhereAsync()).ShouldBe(300_001);
                System.IO.File.Delete(File);
            }
            else
            {
                kills++;
            }
            Directory.GetFiles(_folder.Path, "*.part*").ToList().ForEach(System.IO.File.Delete);
        }

        (await RunAsync("backup", File, "--json")).Json().Number("events").ShouldBe(300_001);
        (await RestoreElsewhereAsync()).ShouldBe(300_001);
    }

    [Theory]
    [InlineData("header", "not a database")]
    [InlineData("page", "Page")]
    [InlineData("empty", "it is empty")]
    public async Task A_damaged_journal_is_refused_with_exit_code_1_and_the_command_that_helps(
        string damage,
        string fault
    )
    {
        await ImportAsync(40);
        var backups = Path.Combine(_folder.Cache, "backups");
        Directory.CreateDirectory(backups);
        var newest = Path.Combine(backups, "journal-20260101T000000Z.db");
        (await RunAsync("backup", newest)).ExitCode.ShouldBe(0);
        Spoil(damage);

        var refused = await RunAsync("compress");

        refused.ShouldRefuse(1, Journal, fault, "can be read");
        var command = refused.Error.Split('\n').Single(line => line.Contains(" restore ")).Trim().Split(' ');
        command[0].ShouldBe("cacheactors");
        (await CliProcess.RunAsync(command[1..])).ExitCode.ShouldBe(0);
        (await RunAsync("list", "--json")).Json().GetArrayLength().ShouldBe(40);
    }

    [Fact]
    public async Task A_backup_that_is_none_is_refused()
    {
        var text = _folder.Write("text.db", new string('x', 5000));
        (await RunAsync("restore", text)).ShouldRefuse(1, text, "cannot be restored");
        (await RunAsync("restore", _folder.File("nowhere.db"))).ShouldRefuse(1, "nowhere.db");
        (await RunAsync("backup", File)).ShouldRefuse(1, "There is no cache", _folder.Cache);
    }

    [Fact]
    public async Task Damaged_views_are_made_again_by_list()
    {
        await ImportAsync(3);
        var before = (await RunAsync("list", "--json")).Output;
        // The newest pages may be in the log.
        System.IO.File.Delete(Path.Combine(_folder.Cache, "views.db-wal"));
        System.IO.File.WriteAllText(Path.Combine(_folder.Cache, "views.db"), new string('x', 5000));

        var list = await RunAsync("list", "--json");

        list.Output.ShouldBe(before);
        list.Error.ShouldContain("made again");
    }

    private async Task<List<string>> ImportAsync(int count)
    {
        var wavs = Enumerable
            .Range(0, count)
            .Select(i => _folder.Write($"{i}.wav", WavBytes.Tone(1 + i * 0.01)))
            .ToArray();
        (await RunAsync(["import", .. wavs, "--book", "b", "--voice", "v"])).ExitCode.ShouldBe(0);
        return [.. (await RunAsync("list", "--json")).Json().EnumerateArray().Select(entry => entry.Text("key"))];
    }

    // Many entries that are all like the first.
    private void Enlarge(int rows)
    {
        SqliteLibrary.Use();
        using var journal = new SqliteConnection($"Data Source={Journal};Pooling=False");
        journal.Open();
        using var command = journal.CreateCommand();
        command.CommandText =
            "PRAGMA synchronous = OFF; WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number LIMIT "
            + rows
            + ") INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid) "
            + "SELECT created, 0, 'entry-v-' || lower(hex(randomblob(16))), 1, message, manifest, identifier, writer_uuid "
            + "FROM number, (SELECT * FROM journal WHERE ordering = 1)";
        command.ExecuteNonQuery();
    }

    private async Task WaitForPartAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (Directory.GetFiles(_folder.Path, "backup.db.*.part").Length == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), limit.Token);
        }
    }

    private async Task<long> RestoreElsewhereAsync()
    {
        var elsewhere = _folder.File($"restored-{Guid.NewGuid():N}");
        var events = (await CliProcess.RunAsync("restore", File, "--cache", elsewhere, "--json"))
            .Json()
            .Number("events");
        Directory.Delete(elsewhere, recursive: true);
        return events;
    }

    private void Spoil(string damage)
    {
        var bytes = System.IO.File.ReadAllBytes(Journal);
        switch (damage)
        {
            case "header":
                bytes.AsSpan(0, 100).Fill(0xEE);
                break;
            case "page":
                const int Page = 4096;
                var leaf = Enumerable
                    .Range(1, bytes.Length / Page - 1)
                    .First(page =>
                        bytes[page * Page] == 0x0D && bytes.AsSpan(page * Page, Page).IndexOf("synthesized.v2"u8) >= 0
                    );
                bytes.AsSpan(leaf * Page, Page).Fill(0xEE);
                break;
            case "empty":
                bytes = [];
                break;
        }
        System.IO.File.WriteAllBytes(Journal, bytes);
    }

    private Task<CliResult> RunAsync(params string[] arguments) =>
        CliProcess.RunAsync([.. arguments, "--cache", _folder.Cache]);
}
