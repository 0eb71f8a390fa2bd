using Xunit.Sdk;

namespace Akka.TestKit.Xunit2.Internals;

/// <summary>Two values are not equal.</summary>
public class AkkaEqualException : XunitException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="format">What is wrong.</param>
    /// <param name="args">Go into the text.</param>
    public AkkaEqualException(string format = "", params object[] args)
        : base(XunitAssertions.Text(format, args)) { }

    /// <summary>The exception for two values.</summary>
    /// <param name="expected">The expected value.</param>
    /// <param name="actual">The value that was found.</param>
    /// <param name="format">What is wrong.</param>
    /// <param name="args">Go into the text.</param>
    public static AkkaEqualException ForMismatchedValues(
        object? expected,
        object? actual,
        string? format = null,
        params object[] args
    ) =>
        new(
            "{0}\nExpected: {1}\nActual:   {2}",
            XunitAssertions.Text(format, args),
            expected ?? "(null)",
            actual ?? "(null)"
        );
}
