namespace Akka.Event;

/// <summary>A message with parameters that becomes text only if somebody reads it.</summary>
public abstract class LogMessage
{
    /// <summary>Turns format and parameters into text.</summary>
    protected readonly ILogMessageFormatter Formatter;

    /// <summary>Creates a message.</summary>
    /// <param name="formatter">Turns format and parameters into text.</param>
    /// <param name="format">The text, with <c>{0}</c> or <c>{Name}</c> where parameters go.</param>
    protected LogMessage(ILogMessageFormatter formatter, string format)
    {
        Formatter = formatter;
        Format = format;
    }

    /// <summary>The text, with <c>{0}</c> or <c>{Name}</c> where parameters go.</summary>
    public string Format { get; }

    /// <summary>The parameters, in the order of the format.</summary>
    public abstract IEnumerable<object?> Parameters();

    /// <summary>Format and parameters side by side.</summary>
    public abstract string Unformatted();
}

/// <summary>A message whose parameters are in an array.</summary>
internal sealed class ParameterLogMessage(ILogMessageFormatter formatter, string format, object?[] parameters)
    : LogMessage(formatter, format)
{
    public override IEnumerable<object?> Parameters() => parameters;

    public override string Unformatted() =>
        parameters.Length == 0 ? Format : $"{Format} [{string.Join(',', parameters)}]";

    public override string ToString() => Formatter.Format(Format, parameters);
}
