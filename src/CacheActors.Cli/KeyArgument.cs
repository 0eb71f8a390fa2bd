using System.CommandLine;
using CacheActors.Domain.Entries;

namespace CacheActors.Cli;

/// <summary>An entry's key on the command line. A malformed one is a usage error that says what a key looks like.</summary>
internal static class KeyArgument
{
    public static Argument<EntryKey> One() =>
        new("KEY")
        {
            Description = "The entry, as `list` shows it.",
            CustomParser = result => Parse(result.Tokens[0].Value, result),
        };

    public static Argument<EntryKey?> Optional() =>
        new("KEY")
        {
            Description = "The entry, as `list` shows it; without one everything.",
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = result => result.Tokens.Count == 0 ? null : Parse(result.Tokens[0].Value, result),
        };

    public static Argument<EntryKey[]> Any() =>
        new("KEY")
        {
            Description = "Entries, as `list` shows them.",
            Arity = ArgumentArity.ZeroOrMore,
            DefaultValueFactory = _ => [],
            CustomParser = result => [.. result.Tokens.Select(t => Parse(t.Value, result)).OfType<EntryKey>()],
        };

    private static EntryKey? Parse(string value, System.CommandLine.Parsing.ArgumentResult result)
    {
        try
        {
            return EntryKey.Parse(value);
        }
        catch (FormatException malformed)
        {
            result.AddError(malformed.Message);
            return null;
        }
    }
}
