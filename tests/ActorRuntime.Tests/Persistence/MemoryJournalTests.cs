using Akka.Actor;
using Akka.Persistence.Journal;
using Shouldly;
using Xunit;

namespace Akka.Persistence;

public sealed class MemoryJournalTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly PersistenceFixture _fixture = new(
        """
        akka.persistence.journal.plugin = "edited"
        edited.class = "Akka.Persistence.MemoryJournalTests+EditedJournal, ActorRuntime.Tests"
        """
    );

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _fixture.DisposeAsync().AsTask();

    [Fact]
    public async Task A_journal_derived_from_it_can_add_change_and_remove_events()
    {
        var actor = _fixture.Start("a", (self, command) => self.Persist(command, self.Tell));
        actor.Tell("one");
        actor.Tell("two");
        actor.Tell("three");
        await _fixture.Next(4);
        await actor.GracefulStop(Patience);
        var journal = Persistence.Instance.Apply(_fixture.System).JournalFor("");

        (await journal.Ask<int>(new Edit(Change: 1, Remove: 2, Append: "four"), Patience)).ShouldBe(3);
        (await journal.Ask<int>(new Edit(Change: 17, Remove: 18, Append: "five"), Patience)).ShouldBe(4);
        _fixture.Start("a", (_, _) => { });

        (await _fixture.Next(5)).ShouldBe([
            "replayed one, changed",
            "replayed three",
            "replayed four",
            "replayed five",
            "recovered",
        ]);
    }

    public sealed record Edit(long Change, long Remove, string Append);

    public sealed class EditedJournal : MemoryJournal
    {
        protected override bool ReceivePluginInternal(object message)
        {
            if (message is not Edit edit)
            {
                return false;
            }

            Update("a", edit.Change, e => e.WithPayload($"{e.Payload}, changed"));
            Delete("a", edit.Remove);
            var events = Add(new Persistent(edit.Append, HighestSequenceNr("a") + 1, "a"));
            Sender.Tell(events["a"].Count, Self);
            return true;
        }
    }
}
