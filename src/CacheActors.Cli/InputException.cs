namespace CacheActors.Cli;

/// <summary>A file or folder that the user named cannot be used. The message says what, where and what to do.</summary>
internal sealed class InputException(string message, Exception? innerException = null)
    : Exception(message, innerException);
