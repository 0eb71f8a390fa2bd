using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Journal;
using Shouldly;
using Xunit;

namespace Akka.Persistence;

public sealed class EventAdapterTests : IAsyncLifetime
{
    private readonly PersistenceFixture _fixture = new(
        """
        akka.persistence.journal.inmem {
            event-adapters {
                splitting = "Akka.Persistence.Splitting, ActorRuntime.Tests"
                shouting = "Akka.Persistence.Shouting, ActorRuntime.Tests"
            }
            event-adapter-bindings {
                "System.Object" = shouting
                "System.String" = splitting
            }
        }
        """
    );

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _fixture.DisposeAsync().AsTask();

    [Fact]
    public async Task One_stored_event_may_become_several_or_none()
    {
        var actor = _fixture.Start("a", (self, command) => self.Persist(command, self.Tell));
        actor.Tell("one two three");
        actor.Tell("");
        actor.Tell("four");
        await _fixture.Next(4);

        _fixture.Start("a", (_, _) => { });

        (await _fixture.Next(5)).ShouldBe([
            "replayed one",
            "replayed two",
            "replayed three",
            "replayed four",
            "recovered",
        ]);
    }

    [Fact]
    public void The_adapter_of_the_most_specific_type_is_used_whatever_the_order_of_the_bindings()
    {
        var adapters = Persistence.Instance.Apply(_fixture.System).AdaptersFor("");

        adapters.Get<string>().FromJournal("a b", "").Events.Count().ShouldBe(2);
        adapters.Get<Uri>().ToJournal(new Uri("http://x/")).ShouldBe("HTTP://X/");
    }

    [Fact]
    public void A_type_without_a_binding_goes_as_it_is()
    {
        var adapters = Create("");

        adapters.Get<string>().ShouldBeSameAs(IdentityEventAdapter.Instance);
    }

    [Fact]
    public void Several_adapters_bound_to_a_type_read_together_and_cannot_write()
    {
        var adapters = Create(
            """
            event-adapters {
                a = "Akka.Persistence.Splitting, ActorRuntime.Tests"
                b = "Akka.Persistence.Splitting, ActorRuntime.Tests"
            }
            event-adapter-bindings { "System.String" = [a, b] }
            """
        );

        adapters.Get<string>().FromJournal("x y", "").Events.ShouldBe(["x", "y", "x", "y"]);
        Should.Throw<Akka.Pattern.IllegalStateException>(() => adapters.Get<string>().ToJournal("x"));
    }

    [Theory]
    [InlineData("""event-adapter-bindings { "System.String" = nobody }""", "nobody")]
    [InlineData("""event-adapters { a = "No.Such.Type" }""", "No.Such.Type")]
    [InlineData("""event-adapters { a = "System.Uri" }""", "event-adapters.a")]
    public void A_binding_that_cannot_work_is_named(string config, string named)
    {
        Should.Throw<Exception>(() => Create(config)).ToString().ShouldContain(named);
    }

    private EventAdapters Create(string config) =>
        EventAdapters.Create((ExtendedActorSystem)_fixture.System, ConfigurationFactory.ParseString(config));
}

/// <summary>Every word becomes an event.</summary>
public sealed class Splitting : IReadEventAdapter
{
    public IEventSequence FromJournal(object evt, string manifest) =>
        EventSequence.Create(((string)evt).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>Stores in capitals.</summary>
public sealed class Shouting : IWriteEventAdapter
{
    public string Manifest(object evt) => "";

    public object ToJournal(object evt) => evt.ToString()!.ToUpperInvariant();
}
