namespace Akka.Event;

/// <summary>Turns a format and parameters into text.</summary>
public interface ILogMessageFormatter
{
    /// <summary>The text.</summary>
    /// <param name="format">The format.</param>
    /// <param name="args">The parameters.</param>
    string Format(string format, params object?[] args);

    /// <summary>The text.</summary>
    /// <param name="format">The format.</param>
    /// <param name="args">The parameters.</param>
    string Format(string format, IEnumerable<object?> args);
}
