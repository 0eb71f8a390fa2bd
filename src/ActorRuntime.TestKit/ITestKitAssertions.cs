namespace Akka.TestKit;

/// <summary>How the TestKit tells the test framework that an expectation was not met. Texts are format strings.</summary>
public interface ITestKitAssertions
{
    /// <summary>Fails the test: throws.</summary>
    /// <param name="format">What is wrong.</param>
    /// <param name="args">Go into the text.</param>
    void Fail(string format = "", params object[] args);

    /// <summary>Throws unless the condition is true.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="format">What is wrong if it is false.</param>
    /// <param name="args">Go into the text.</param>
    void AssertTrue(bool condition, string format = "", params object[] args);

    /// <summary>Throws unless the condition is false.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="format">What is wrong if it is true.</param>
    /// <param name="args">Go into the text.</param>
    void AssertFalse(bool condition, string format = "", params object[] args);

    /// <summary>Throws unless both values are equal.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="expected">The expected value.</param>
    /// <param name="actual">The value that was found.</param>
    /// <param name="format">What is wrong if they differ.</param>
    /// <param name="args">Go into the text.</param>
    void AssertEqual<T>(T expected, T actual, string format = "", params object[] args);

    /// <summary>Throws unless both values are equal.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="expected">The expected value.</param>
    /// <param name="actual">The value that was found.</param>
    /// <param name="comparer">True for equal ones; it gets the expected one first.</param>
    /// <param name="format">What is wrong if they differ.</param>
    /// <param name="args">Go into the text.</param>
    void AssertEqual<T>(T expected, T actual, Func<T, T, bool> comparer, string format = "", params object[] args);
}
