using Akka.Event;
using Akka.TestKit;
using Shouldly;
using Xunit;

namespace ActorRuntime.TestKit.Tests;

public class MutingTests()
    : ActorTest(
        $"akka.loggers = [\"{typeof(PrintingListener).FullName}, {typeof(PrintingListener).Assembly.GetName().Name}\"]"
    )
{
    [Fact]
    public void Muted_events_are_not_printed_until_they_are_unmuted()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(PrintingListener.Printed));

        using (EventFilter.Info("quiet").Mute())
        {
            Log.Info("quiet");
            Log.Info("loud");
        }
        Log.Info("quiet");

        ExpectMsg<PrintingListener.Printed>().Text.ShouldBe("loud");
        ExpectMsg<PrintingListener.Printed>().Text.ShouldBe("quiet");
    }

    [Fact]
    public void Expected_events_are_not_printed()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(PrintingListener.Printed));

        EventFilter.Info("expected").ExpectOne(() => Log.Info("expected"));
        EventFilter.Info("muted").Mute(() => Log.Info("muted"));
        Log.Info("after");

        ExpectMsg<PrintingListener.Printed>().Text.ShouldBe("after");
    }

    public sealed class PrintingListener : TestEventListener
    {
        protected override void Print(LogEvent logEvent) =>
            Context.System.EventStream.Publish(new Printed($"{logEvent.Message}"));

        public sealed record Printed(string Text);
    }
}
