using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Shouldly;
using Xunit;

namespace ActorRuntime.Tests.Event;

public sealed class LogFilterTests
{
    [Theory]
    [InlineData("akka://sys/user/chatty", "text", false)]
    [InlineData("akka://sys/USER/chatty", "text", false)]
    [InlineData("akka://sys/user/quiet", "text", true)]
    [InlineData("akka://sys/system/x", "text", false)]
    [InlineData("x/heartbeat/y", "text", false)]
    [InlineData("x/temp", "text", false)]
    [InlineData("x/temp/y", "text", true)]
    [InlineData("x17", "text", false)]
    [InlineData("x", "a secret word", false)]
    [InlineData("x", "number 17", false)]
    [InlineData("x", "number seventeen", true)]
    public void What_any_filter_drops_is_not_kept(string source, string text, bool kept)
    {
        var filters = new LogFilterBuilder()
            .ExcludeSourceExactly("akka://sys/user/chatty")
            .ExcludeSourceStartingWith("akka://sys/system")
            .ExcludeSourceContaining("heartbeat")
            .ExcludeSourceEndingWith("/temp")
            .ExcludeSourceRegex(Pattern("^x[0-9]+$"))
            .ExcludeMessageContaining("secret")
            .ExcludeMessageRegex(Pattern("[0-9]"))
            .Build()
            .CreateEvaluator();

        filters.ShouldTryKeepMessage(Event(source, text), out var expanded).ShouldBe(kept);

        filters.EvaluatesLogSourcesOnly.ShouldBeFalse();
        expanded.ShouldBe(kept ? text : "");
    }

    [Fact]
    public void The_text_of_an_event_is_not_put_together_if_no_filter_looks_at_it()
    {
        var filters = new LogFilterBuilder().ExcludeSourceExactly("other").Build().CreateEvaluator();

        filters.EvaluatesLogSourcesOnly.ShouldBeTrue();
        filters.ShouldTryKeepMessage(Event("source", new Unprintable()), out var text).ShouldBeTrue();

        text.ShouldBe("");
    }

    [Fact]
    public void A_filter_of_texts_decides_nothing_without_the_text()
    {
        var filter = new RegexLogMessageFilter(Pattern("secret"));

        filter.ShouldKeepMessage(Event("source", "secret")).ShouldBe(LogFilterDecision.NoDecision);
        filter.ShouldKeepMessage(Event("source", "secret"), "secret").ShouldBe(LogFilterDecision.Drop);
        filter.ShouldKeepMessage(Event("source", "known"), "known").ShouldBe(LogFilterDecision.Keep);
    }

    [Fact]
    public async Task The_filters_of_a_system_hold_for_its_standard_output()
    {
        var setup = ActorSystemSetup
            .Create(
                BootstrapSetup
                    .Create()
                    .WithConfig(
                        $"akka.stdout-logger-class = \"{typeof(KeepingLogger).AssemblyQualifiedName}\", akka.loglevel = INFO"
                    )
            )
            .And(new LogFilterBuilder().ExcludeMessageContaining("secret").Build());
        var system = ActorSystem.Create("filtered", setup);
        var logger = (KeepingLogger)system.Settings.StdoutLogger;

        system.Log.Info("a secret");
        system.Log.Info("known");
        await system.Terminate();

        logger.Seen.ShouldContain("known");
        logger.Seen.ShouldNotContain("a secret");
    }

    [Fact]
    public void A_standard_output_that_is_no_logger_is_refused()
    {
        var config = ConfigurationFactory.ParseString("akka.stdout-logger-class = \"System.String\"");

        Should
            .Throw<ConfigurationException>(() => ActorSystem.Create("refused", config))
            .Message.ShouldContain("System.String");
    }

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.None, TimeSpan.FromSeconds(10));

    private static Info Event(string source, object message) => new(source, typeof(LogFilterTests), message);

    private sealed class Unprintable
    {
        public override string ToString() => throw new InvalidOperationException("Nobody needed this text.");
    }

#pragma warning disable MA0097 // References can be compared, and have no operators in Akka.NET either.
    private sealed class KeepingLogger : MinimalLogger
#pragma warning restore MA0097
    {
        public System.Collections.Concurrent.ConcurrentQueue<string> Seen { get; } = new();

        protected override void Log(object message)
        {
            if (message is LogEvent logEvent && Filter.ShouldTryKeepMessage(logEvent, out _))
            {
                Seen.Enqueue(logEvent.Message!.ToString()!);
            }
        }
    }
}
