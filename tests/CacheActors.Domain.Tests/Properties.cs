using FsCheck;
using FsCheck.Fluent;

namespace CacheActors.Domain.Tests;

/// <summary>Runs a property against many generated values; a failure names the smallest counter-example found and the seed.</summary>
internal static class Properties
{
    public static void Hold<T>(Arbitrary<T> values, Action<T> property, int tests = 1000) =>
        Prop.ForAll(values, property).Check(Config.QuickThrowOnFailure.WithMaxTest(tests));

    public static void Hold<T>(Gen<T> values, Action<T> property, int tests = 1000) =>
        Hold(values.ToArbitrary(), property, tests);
}
