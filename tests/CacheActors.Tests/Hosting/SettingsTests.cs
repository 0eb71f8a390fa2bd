using System.Text.RegularExpressions;
using CacheActors.Hosting;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Hosting;

public sealed class SettingsTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public static TheoryData<string> Names() => [.. SettingsTable.All.Select(setting => setting.Name)];

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void A_file_overrides_what_it_names_and_nothing_else()
    {
        var options = Load("cacheactors { compression { bit-rate = 64000, linger = 2 s } }");

        options.Compression.BitRate.ShouldBe(64_000);
        options.Compression.Linger.ShouldBe(TimeSpan.FromSeconds(2));
        options.Compression.BatchFiles.ShouldBe(32);
    }

    [Fact]
    public void The_folder_of_the_command_line_wins_over_the_files() =>
        CacheActorsOptions.Load(Write("cacheactors.folder = /a"), "/b").Folder.ShouldBe("/b");

    [Fact]
    public void A_typo_in_the_syntax_is_told_with_file_line_and_column()
    {
        var file = Write("cacheactors {\n  compression {\n    bit-rate = 64000\n");

        var refused = Should.Throw<InvalidSettingsException>(() => CacheActorsOptions.Load(file, "/cache"));

        refused.Message.ShouldContain(file);
        refused.Message.ShouldMatch(@"line \d+, column \d+");
    }

    [Fact]
    public void Every_fault_is_told_at_once()
    {
        var refused = Should.Throw<InvalidSettingsException>(() =>
            Load("cacheactors { compresion.bit-rate = 1, compression { processes = many, nice = 3 }, entries = 5 }")
        );

        refused.Message.ShouldContain("cacheactors.compresion is not a setting");
        refused.Message.ShouldContain("cacheactors.compression.processes cannot be read");
        refused.Message.ShouldContain("cacheactors.compression.nice is not a setting");
        refused.Message.ShouldContain("cacheactors.entries");
    }

    [Fact]
    public void Values_out_of_range_are_refused_never_clamped()
    {
        var options = new CacheActorsOptions
        {
            Folder = "/cache",
            Compression = { BitRate = 1, BatchFiles = 65 },
            Journal = { Synchronous = "off" },
        };

        var refused = Should.Throw<InvalidSettingsException>(() => SettingsFile.Check(options));

        refused.Message.ShouldContain("cacheactors.compression.bit-rate is 1; allowed are 8000 to 320000");
        refused.Message.ShouldContain("cacheactors.compression.batch-files is 65");
        refused.Message.ShouldContain("cacheactors.journal.synchronous is 'off'; allowed are full, normal");
    }

    [Fact]
    public void A_cache_without_a_folder_is_refused() =>
        Should
            .Throw<InvalidSettingsException>(() => CacheActorsOptions.Load())
            .Message.ShouldContain("cacheactors.folder must not be empty");

    [Fact]
    public void A_missing_file_is_told_by_name() =>
        Should
            .Throw<InvalidSettingsException>(() => CacheActorsOptions.Load("/nowhere/cache.conf", "/cache"))
            .Message.ShouldContain("/nowhere/cache.conf");

    [Fact]
    public void What_is_printed_reads_back_the_same()
    {
        var options = new CacheActorsOptions
        {
            Folder = "/with \"quotes\" and \\backslashes",
            Entries = { PassivateAfter = null },
            Compression = { Automatic = false, Linger = TimeSpan.FromMilliseconds(1234) },
        };

        var printed = options.ToHocon();

        CacheActorsOptions.Load(Write(printed)).ToHocon().ShouldBe(printed);
    }

    [Fact]
    public void Settings_of_the_actor_system_are_handed_on()
    {
        var options = Load("akka { loglevel = DEBUG, actor.default-dispatcher.throughput = 7 }");

        options.Hocon.ShouldContain("DEBUG");
        options.Hocon.ShouldContain("7");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_setting_is_described_in_reference_conf_with_the_default_that_the_code_has(string name)
    {
        var reference = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "reference.conf"));
        var described = CacheActorsOptions.Load(Write(reference), "/cache");
        var setting = SettingsTable.All.Single(setting => setting.Name == name);

        setting.Print(described).ShouldBe(setting.Print(new CacheActorsOptions { Folder = "/cache" }));
        var key = Regex.Escape(name.Split('.')[^1]);
        reference.ShouldMatch($@"#[^\n]*\n\s*{key} = ");
    }

    private CacheActorsOptions Load(string hocon) => CacheActorsOptions.Load(Write(hocon), "/cache");

    private string Write(string hocon) => _temporary.Write("cache.conf", System.Text.Encoding.UTF8.GetBytes(hocon));
}
