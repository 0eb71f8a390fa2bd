using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.TestKit.TestEvent;

namespace Akka.TestKit;

/// <summary>
/// The logger of tests: shows event filters all log events, dead letters and unhandled messages, and prints what no filter
/// names. Configured as <c>akka.loggers = ["Akka.TestKit.TestEventListener, Akka.TestKit"]</c>.
/// </summary>
public class TestEventListener : DefaultLogger
{
    private readonly List<IEventFilter> _filters = [];

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger initialize:
                Subscribe(initialize.LoggingBus);
                Sender.Tell(new LoggerInitialized(), Self);
                break;
            case Mute mute:
                _filters.AddRange(mute.Filters);
                break;
            case Unmute unmute:
                foreach (var filter in unmute.Filters)
                {
                    _filters.Remove(filter);
                }
                break;
            case LogEvent logEvent:
                PrintUnlessMuted(logEvent, logEvent);
                break;
            case DeadLetter letter:
                Handle(letter);
                break;
            case UnhandledMessage unhandled:
                Handle(unhandled);
                break;
            default:
                Print(new Debug(Context.System.Name, GetType(), message));
                break;
        }
        return true;
    }

    private void Subscribe(LoggingBus bus)
    {
        bus.Subscribe(Self, typeof(Mute));
        bus.Subscribe(Self, typeof(Unmute));
        bus.Subscribe(Self, typeof(DeadLetter));
        bus.Subscribe(Self, typeof(UnhandledMessage));
    }

    private void Handle(DeadLetter letter)
    {
        if (letter.Message is ISystemMessage)
        {
            return;
        }
        var path = letter.Recipient.Path.ToString();
        var type = letter.Recipient.GetType();
        PrintUnlessMuted(
            new Warning(path, type, letter),
            new Warning(path, type, $"Received dead letter from {letter.Sender}: {letter.Message}")
        );
    }

    private void Handle(UnhandledMessage unhandled)
    {
        var warning = new Warning(
            unhandled.Recipient.Path.ToString(),
            unhandled.Recipient.GetType(),
            $"Unhandled message from {unhandled.Sender}: {unhandled.Message}"
        );
        PrintUnlessMuted(warning, warning);
    }

    private void PrintUnlessMuted(LogEvent seenByFilters, LogEvent printed)
    {
        // Every filter sees the event: two that wait for it count it both.
        var muted = false;
        foreach (var filter in _filters)
        {
            muted |= IsNamed(filter, seenByFilters);
        }
        if (!muted)
        {
            Print(printed);
        }
    }

    private bool IsNamed(IEventFilter filter, LogEvent logEvent)
    {
        try
        {
            return filter.Apply(logEvent);
        }
        catch (Exception failure)
        {
            Print(new Warning(failure, Self.Path.ToString(), GetType(), $"The event filter [{filter}] failed."));
            return false;
        }
    }
}
