using Akka.Actor;

namespace Akka.Configuration;

/// <summary>
/// Thrown for HOCON text that cannot be read and for values that are not what they were asked to be. For a fault in a
/// text the message starts with where it is, <c>(line 3, column 14)</c>, after the name of the file if one is known.
/// </summary>
public class ConfigurationException : AkkaException
{
    /// <summary>Creates an exception.</summary>
    /// <param name="message">What is wrong, where, and what was expected.</param>
    public ConfigurationException(string message)
        : base(message) { }

    /// <summary>Creates an exception that was caused by another.</summary>
    /// <param name="message">What is wrong, where, and what was expected.</param>
    /// <param name="exception">The cause.</param>
    public ConfigurationException(string message, Exception? exception)
        : base(message, exception) { }

    /// <summary>The error for a part of the runtime whose section of the configuration is absent or empty.</summary>
    /// <typeparam name="T">The type that needs the section.</typeparam>
    /// <param name="path">The path of the section, or null if it is not known.</param>
    public static ConfigurationException NullOrEmptyConfig<T>(string? path = null) =>
        new(
            path is null
                ? $"The configuration of {typeof(T)} is missing or empty."
                : $"The configuration of {typeof(T)} at '{path}' is missing or empty."
        );
}
