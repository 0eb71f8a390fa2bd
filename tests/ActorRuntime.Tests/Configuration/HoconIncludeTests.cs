using Akka.Configuration;
using Akka.Configuration.Hocon;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Configuration;

public sealed class HoconIncludeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hocon-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_includes_files_relative_to_its_own_folder()
    {
        Write("main.conf", "include \"sub/one.conf\"\nb = 2");
        Write("sub/one.conf", "a = 1\ninclude \"two.conf\"");
        Write("sub/two.conf", "c = 3");
        Flattened.Of(Load("main.conf")).ShouldBe("a=1 c=3 b=2");
    }

    [Theory]
    [InlineData("include \"{0}/one.conf\"")]
    [InlineData("include file(\"{0}/one.conf\")")]
    [InlineData("include required(\"{0}/one.conf\")")]
    [InlineData("include required(file(\"{0}/one.conf\"))")]
    public void A_text_includes_files_too(string text)
    {
        Write("one.conf", "a = 1");
        var config = ConfigurationFactory.ParseString(text.Replace("{0}", _folder, StringComparison.Ordinal));
        config.GetInt("a").ShouldBe(1);
    }

    [Fact]
    public void Included_values_count_as_if_they_stood_there()
    {
        Write("one.conf", "x { a = 1, b = 1 }");
        Write("main.conf", "x { a = 0, c = 0 }\ninclude \"one.conf\"\nx.b = 2");
        Flattened.Of(Load("main.conf")).ShouldBe("x.a=1 x.c=0 x.b=2");
    }

    [Fact]
    public void A_file_can_be_included_below_a_key_and_still_refer_to_itself_and_to_the_whole()
    {
        Write("one.conf", "host = local\nurl = ${host}\":\"${port}\nlist = [1], list += 2");
        Write("main.conf", "port = 80\nserver { include \"one.conf\" }\nserver.host = remote");
        Flattened.Of(Load("main.conf")).ShouldBe("port=80 server.host=remote server.url=remote:80 server.list=[1,2]");
    }

    [Fact]
    public void An_embedded_resource_includes_resources_of_its_assembly()
    {
        var config = ConfigurationFactory.FromResource<HoconIncludeTests>("including.conf");
        Flattened.Of(config).ShouldBe("a=1 section.b=12");
        var error = Should.Throw<ConfigurationException>(() => config.GetBoolean("section.b"));
        error.Message.ShouldStartWith("included.conf (line 1, column 5): ");
    }

    [Fact]
    public void A_callback_decides_what_an_include_means()
    {
        var config = ConfigurationFactory.ParseString(
            "a { include \"one\" }, include \"two\"",
            name => Parser.Parse($"name = {name}", includeCallback: null)
        );
        Flattened.Of(config).ShouldBe("a.name=one name=two");
    }

    [Fact]
    public void An_error_in_an_included_file_names_that_file()
    {
        Write("main.conf", "\ninclude \"sub/one.conf\"");
        Write("sub/one.conf", "a = 1\n  b = ]");
        var error = Should.Throw<ConfigurationException>(() => Load("main.conf"));
        error.Message.ShouldStartWith(Path.Combine(_folder, "sub/one.conf") + " (line 2, column 7): expected a value");
    }

    [Fact]
    public void An_error_of_a_value_names_the_file_it_stands_in()
    {
        Write("main.conf", "include \"one.conf\"");
        Write("one.conf", "a { b = text }");
        var error = Should.Throw<ConfigurationException>(() => Load("main.conf").GetInt("a.b"));
        error.Message.ShouldStartWith(Path.Combine(_folder, "one.conf") + " (line 1, column 9): ");
    }

    [Theory]
    [InlineData("include \"none.conf\"")]
    [InlineData("include required(\"none.conf\")")]
    public void A_missing_file_is_an_error_where_it_is_included(string text)
    {
        Write("main.conf", $"a = 1\n{text}");
        var error = Should.Throw<ConfigurationException>(() => Load("main.conf"));
        error.Message.ShouldStartWith(
            $"{Path.Combine(_folder, "main.conf")} (line 2, column 1): cannot include \"none.conf\""
        );
    }

    [Fact]
    public void Files_that_include_each_other_are_an_error_and_not_endless()
    {
        Write("one.conf", "include \"two.conf\"");
        Write("two.conf", "include \"one.conf\"");
        Should.Throw<ConfigurationException>(() => Load("one.conf")).Message.ShouldContain("include each other");
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path).ShouldNotBeNull());
        File.WriteAllText(path, text);
    }

    private Config Load(string name) => new(Parser.Parse(HoconFileText.Open(Path.Combine(_folder, name))));
}
