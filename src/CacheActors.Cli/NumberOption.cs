using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace CacheActors.Cli;

/// <summary>Options that take a number within bounds; anything else is a usage error that names them.</summary>
internal static class NumberOption
{
    public static Option<T?> Create<T>(string name, T least, T most, string description)
        where T : struct, INumber<T>, IMinMaxValue<T> =>
        new(name)
        {
            Description = description,
            HelpName = "N",
            CustomParser = result =>
            {
                var value = result.Tokens[0].Value;
                if (
                    T.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    && number >= least
                    && number <= most
                )
                {
                    return number;
                }

                result.AddError(
                    most == T.MaxValue
                        ? $"{name} {value}: it must be a number of {least} or more."
                        : $"{name} {value}: it must be a number from {least} to {most}."
                );
                return null;
            },
        };
}
