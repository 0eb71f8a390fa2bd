using Akka.Actor;
using Akka.Event;
using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2.Internals;

/// <summary>Writes log events to the output of an xunit test.</summary>
public class TestOutputLogger : ReceiveActor
{
    private readonly ITestOutputHelper _output;

    /// <summary>Creates the logger.</summary>
    /// <param name="output">The test's output.</param>
    public TestOutputLogger(ITestOutputHelper output)
    {
        _output = output;
        Receive<LogEvent>(Write);
        Receive<InitializeLogger>(initialize =>
        {
            initialize.LoggingBus.Subscribe(Self, typeof(LogEvent));
            Sender.Tell(new LoggerInitialized(), Self);
        });
    }

    private void Write(LogEvent logEvent)
    {
        string text;
        try
        {
            text = logEvent.ToString();
        }
        catch (FormatException wrong)
        {
            text = $"Received a malformed log event of {logEvent.LogSource}: {wrong.Message}";
        }
        try
        {
            _output.WriteLine(text);
        }
        catch (InvalidOperationException)
        {
            // The test has ended, and with it its output; its system goes on logging for a moment.
        }
    }
}
