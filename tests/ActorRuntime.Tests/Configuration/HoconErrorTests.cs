using Akka.Configuration;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Configuration;

/// <summary>An error says where the mistake is, not where the parser noticed it, and what belongs there.</summary>
public sealed class HoconErrorTests
{
    [Theory]
    // What is missing after a key.
    [InlineData("a", 1, 2, "'=', ':', '+=' or '{' after the key 'a', found the end of the text")]
    [InlineData("a {\n  loglevel\n  b = 1\n}", 2, 11, "after the key 'loglevel', found the end of the line")]
    [InlineData("a {\n  loglevel DEBUG\n  b = 1\n}", 2, 17, "after the key '\"loglevel DEBUG\"'")]
    [InlineData("a ? 1", 1, 3, "after the key 'a', found '?'")]
    [InlineData("a =", 1, 4, "expected a value")]
    [InlineData("a =\nb = 1", 1, 4, "expected a value")]
    [InlineData("a =\nb { c = 1 }", 1, 4, "expected a value")]
    [InlineData("x {\n  a =\n}", 2, 6, "expected a value")]
    [InlineData("a = # nothing\n", 1, 4, "expected a value")]
    [InlineData("a = , b = 1", 1, 5, "expected a value, found ','")]
    [InlineData("a = }", 1, 5, "expected a value, found '}'")]
    [InlineData("a += ", 1, 5, "expected a value")]
    // Keys.
    [InlineData("= 1", 1, 1, "expected a key, found '='")]
    [InlineData("a = 1,, b = 2", 1, 7, "expected a key, found ','")]
    [InlineData(".a = 1", 1, 1, "expected a key before the '.'")]
    [InlineData("a..b = 1", 1, 3, "expected a key before the '.'")]
    [InlineData("a. = 1", 1, 4, "expected a key after the '.'")]
    [InlineData("$a = 1", 1, 1, "expected a key, found '$'")]
    // Values that end too late, or not.
    [InlineData("a = b = c", 1, 7, "expected ',' or a new line after the value of 'a', found '='")]
    [InlineData("x {\n  a.b = 1 : 2\n}", 2, 11, "expected ',' or a new line after the value of 'a.b', found ':'")]
    [InlineData("a = user@host", 1, 9, "expected ',' or a new line after the value of 'a', found '@'")]
    [InlineData("a = 1 ]", 1, 7, "expected ',' or a new line after the value of 'a', found ']'")]
    [InlineData("a = {} x", 1, 8, "a text cannot be joined with an object")]
    [InlineData("a = [] {}", 1, 8, "an object cannot be joined with an array")]
    [InlineData("a = x []", 1, 7, "an array cannot be joined with a text")]
    // Braces and brackets.
    [InlineData("a {\n  b {\n    c = 1\n}", 4, 2, "expected '}' to close the '{' at line 1, column 3")]
    [InlineData("{ a = 1", 1, 8, "expected '}' to close the '{' at line 1, column 1")]
    [InlineData("a = 1\n}", 2, 1, "there is no open '{' for this '}'")]
    [InlineData("{ a = 1 } b = 2", 1, 11, "expected the end of the text after the closing '}'")]
    [InlineData("a = [1,\n2", 2, 2, "expected ']' to close the '[' at line 1, column 5")]
    [InlineData("a = [1 = 2]", 1, 8, "expected ',', a new line or ']' after an element of the array, found '='")]
    [InlineData("a = [,]", 1, 6, "expected a value, found ','")]
    [InlineData("[1]", 1, 1, "a configuration is not an array")]
    // Texts.
    [InlineData("a = \"x\nb = 1", 1, 5, "expected a closing '\"' on the same line")]
    [InlineData("a = \"\"\"x\nb = 1", 1, 5, "expected a closing \"\"\"")]
    [InlineData("a = \"C:\\dir\"", 1, 8, "a backslash itself is written \\\\")]
    [InlineData("a = \"\\u12g4\"", 1, 6, "expected four hex digits after '\\u'")]
    // Substitutions.
    [InlineData("a = $b", 1, 6, "expected '{' after '$'")]
    [InlineData("a = ${b", 1, 8, "expected '}' after the path of the substitution")]
    [InlineData("a = ${}", 1, 7, "expected a key, found '}'")]
    [InlineData("b = 1\na = x ${none.such}", 2, 7, "the substitution ${none.such} refers to nothing")]
    [InlineData("a = ${b}\nb = ${a}", 2, 5, "leads back to itself")]
    [InlineData("a {\n  b = ${a}\n}", 2, 7, "refers to an object that contains it")]
    [InlineData("a = 1\nb = ${a} { c = 2 }", 2, 5, "expected this to be an object")]
    [InlineData("a { b = 1 }\nc = x${a}", 2, 6, "an object cannot be joined with a text")]
    // Includes.
    [InlineData("x = 1\ninclude url(\"http://localhost\")", 2, 9, "an include of a URL is not supported")]
    [InlineData("include file(name)", 1, 14, "expected the name to include, in quotes")]
    [InlineData("include required(\"name\"", 1, 24, "expected ')' after the name to include")]
    [InlineData("a = 1\ninclude \"no/such/file.conf\"", 2, 1, "cannot include \"no/such/file.conf\"")]
    public void Of_a_text_that_is_not_HOCON(string text, int line, int column, string what)
    {
        var error = Should.Throw<ConfigurationException>(() => ConfigurationFactory.ParseString(text));
        error.Message.ShouldStartWith($"(line {line}, column {column}): ");
        error.Message.ShouldContain(what);
    }

    [Theory]
    [InlineData("text", "GetInt", "expected a whole number")]
    [InlineData("text", "GetTimeSpan", "expected a duration")]
    public void Of_a_value_names_its_path_its_place_and_what_was_expected(string value, string getter, string what)
    {
        var config = ConfigurationFactory.ParseString($"a {{\n  b = {value}\n}}");
        var error = Should.Throw<ConfigurationException>(() =>
            getter == "GetInt" ? config.GetInt("a.b") : config.GetTimeSpan("a.b").Ticks
        );
        error.Message.ShouldStartWith("(line 2, column 7): ");
        error.Message.ShouldContain(what);
        error.Message.ShouldContain("at 'a.b', found 'text'");
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void Endless_nesting_is_an_error_and_does_not_end_the_process(char open)
    {
        var text = "a = " + string.Concat(Enumerable.Repeat(open == '[' ? "[" : "{ a = ", 100_000));
        Should
            .Throw<ConfigurationException>(() => ConfigurationFactory.ParseString(text))
            .Message.ShouldContain("nested deeper");
    }

    [Fact]
    public void Endless_keys_and_chains_of_substitutions_are_errors_and_do_not_end_the_process()
    {
        var key = string.Join('.', Enumerable.Repeat("a", 100_000));
        Should.Throw<ConfigurationException>(() => ConfigurationFactory.ParseString($"{key} = 1"));
        var chain = string.Join('\n', Enumerable.Range(0, 100_000).Select(i => $"a{i} = ${{a{i + 1}}}"));
        Should.Throw<ConfigurationException>(() => ConfigurationFactory.ParseString(chain));
    }

    [Fact]
    public void Values_that_double_and_double_are_an_error_and_do_not_fill_the_memory()
    {
        var texts = Enumerable.Range(1, 60).Select(i => $"a{i} = ${{a{i - 1}}}${{a{i - 1}}}");
        var objects = Enumerable.Range(1, 60).Select(i => $"a{i} {{ x = ${{a{i - 1}}}, y = ${{a{i - 1}}} }}");
        foreach (var lines in new[] { texts, objects })
        {
            var text = "a0 = 1\n" + string.Join('\n', lines);
            Should.Throw<ConfigurationException>(() => ConfigurationFactory.ParseString(text));
        }
    }
}
