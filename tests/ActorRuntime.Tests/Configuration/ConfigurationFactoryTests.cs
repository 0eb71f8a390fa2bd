using Akka.Configuration;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Configuration;

public sealed class ConfigurationFactoryTests
{
    [Fact]
    public void The_defaults_of_the_runtime_are_a_resource()
    {
        var defaults = ConfigurationFactory.Default();
        defaults.GetString("akka.loglevel").ShouldBe("INFO");
        defaults.GetInt("akka.actor.default-dispatcher.throughput").ShouldBe(30);
        defaults.GetTimeSpan("akka.actor.ask-timeout").ShouldBe(Timeout.InfiniteTimeSpan);
        defaults.GetTimeSpan("akka.scheduler.tick-duration").ShouldBe(TimeSpan.FromMilliseconds(10));
        defaults.GetString("akka.persistence.journal.sql.provider-name").ShouldBe("SQLite.MS");
    }

    [Fact]
    public void A_resource_is_found_by_assembly_type_or_instance()
    {
        var assembly = typeof(Config).Assembly;
        var expected = ConfigurationFactory.FromResource("reference.conf", assembly).ToString();
        ConfigurationFactory.FromResource("reference.conf", (object)assembly).ToString().ShouldBe(expected);
        ConfigurationFactory.FromResource("reference.conf", typeof(Config)).ToString().ShouldBe(expected);
        ConfigurationFactory.FromResource("reference.conf", Config.Empty).ToString().ShouldBe(expected);
        ConfigurationFactory.FromResource<Config>("reference.conf").ToString().ShouldBe(expected);
    }

    [Fact]
    public void A_missing_resource_is_an_error_that_lists_those_which_are_there()
    {
        var error = Should.Throw<ConfigurationException>(() => ConfigurationFactory.FromResource<Config>("none.conf"));
        error.Message.ShouldContain("'none.conf'");
        error.Message.ShouldContain("reference.conf");
    }

    [Fact]
    public void Every_default_is_described_by_a_comment_before_it_or_one_that_names_it()
    {
        using var stream = typeof(Config).Assembly.GetManifestResourceStream("reference.conf").ShouldNotBeNull();
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries);
        var comments = string.Join(' ', lines.Where(line => line.StartsWith('#')));
        var settings = Enumerable.Range(1, lines.Length - 1).Where(at => Key(lines[at]) is not null).ToList();
        var described = settings.Where(at => lines[at - 1].StartsWith('#')).Select(at => Key(lines[at])).ToHashSet();
        settings
            .Select(at => Key(lines[at]))
            .Where(key => !described.Contains(key) && !comments.Contains($" {key}", StringComparison.Ordinal))
            .ShouldBe(["bytes"]); // A name, not a setting: the comment is on its section.

        // Keys in quotes are types: such a section maps names, and is described as a whole.
        static string? Key(string line) =>
            line.Contains('=', StringComparison.Ordinal) && line[0] is not ('#' or '"') ? line.Split(' ')[0] : null;
    }
}
