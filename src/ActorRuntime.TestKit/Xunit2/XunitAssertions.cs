using System.Globalization;
using Akka.TestKit.Xunit2.Internals;
using Xunit;
using Xunit.Sdk;

namespace Akka.TestKit.Xunit2;

/// <summary>Fails tests with the exceptions of xunit.</summary>
public class XunitAssertions : ITestKitAssertions
{
    /// <inheritdoc/>
    /// <exception cref="FailException">Always.</exception>
    public void Fail(string format = "", params object[] args) => Assert.Fail(Text(format, args));

    /// <inheritdoc/>
    /// <exception cref="TrueException">The condition is false.</exception>
    public void AssertTrue(bool condition, string format = "", params object[] args) =>
        Assert.True(condition, Text(format, args));

    /// <inheritdoc/>
    /// <exception cref="FalseException">The condition is true.</exception>
    public void AssertFalse(bool condition, string format = "", params object[] args) =>
        Assert.False(condition, Text(format, args));

    /// <inheritdoc/>
    /// <exception cref="AkkaEqualException">The values differ. Collections are compared item by item.</exception>
    public void AssertEqual<T>(T expected, T actual, string format = "", params object[] args)
    {
        try
        {
            Assert.Equal(expected, actual);
        }
        catch (EqualException)
        {
            throw AkkaEqualException.ForMismatchedValues(expected, actual, format, args);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="AkkaEqualException">The values differ.</exception>
    public void AssertEqual<T>(
        T expected,
        T actual,
        Func<T, T, bool> comparer,
        string format = "",
        params object[] args
    )
    {
        if (!comparer(expected, actual))
        {
            throw AkkaEqualException.ForMismatchedValues(expected, actual, format, args);
        }
    }

    internal static string Text(string? format, object[]? args) =>
        args is { Length: > 0 } ? string.Format(CultureInfo.InvariantCulture, format ?? "", args) : format ?? "";
}
