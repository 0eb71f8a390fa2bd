using System.CommandLine;
using CacheActors.Domain.Entries;

namespace CacheActors.Cli;

/// <summary>An owner on the command line. A malformed one is a usage error that says what an owner looks like.</summary>
internal static class OwnerArgument
{
    public static Argument<EntryOwner> One() =>
        new("OWNER")
        {
            Description = "Who needs it, as kind:id, for example message:42.",
            CustomParser = result =>
            {
                try
                {
                    return EntryOwner.Parse(result.Tokens[0].Value);
                }
                catch (FormatException malformed)
                {
                    result.AddError(malformed.Message);
                    return null;
                }
            },
        };
}
