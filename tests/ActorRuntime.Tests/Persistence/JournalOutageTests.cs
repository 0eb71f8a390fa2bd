using System.Collections.Immutable;
using Xunit;

namespace Akka.Persistence;

public sealed class JournalOutageTests : IAsyncLifetime
{
    private readonly PersistenceFixture _fixture = new(
        $$"""
        {{FaultyJournal.Settings}}
        faulty.recovery-event-timeout = 500ms
        faulty.circuit-breaker { max-failures = 5, call-timeout = 500ms, reset-timeout = 200ms }
        """
    );

    private JournalFaults Faults => JournalFaults.Of(_fixture.System);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _fixture.DisposeAsync().AsTask();

    [Fact]
    public Task A_journal_that_fails_every_write_under_load_loses_nothing_acknowledged_and_serves_again_when_it_is_back() =>
        new Outage(_fixture).Run(
            begin: () => Faults.Write = _ => throw new IOException("disk on fire"),
            end: () => Faults.Write = null
        );

    [Fact]
    public Task A_journal_that_fails_every_write_and_every_read_under_load_serves_again_when_it_is_back() =>
        new Outage(_fixture).Run(
            begin: () =>
            {
                Faults.Read = _ => throw new IOException("unreadable");
                Faults.Write = _ => throw new IOException("disk on fire");
            },
            end: () =>
            {
                Faults.Read = null;
                Faults.Write = null;
            }
        );

    [Fact]
    public Task A_journal_that_never_answers_under_load_serves_again_when_it_is_back() =>
        new Outage(_fixture).Run(
            begin: () =>
            {
                Faults.Read = _ => new TaskCompletionSource<long>().Task;
                Faults.Write = _ => new TaskCompletionSource<IImmutableList<Exception?>?>().Task;
            },
            end: () =>
            {
                Faults.Read = null;
                Faults.Write = null;
            }
        );
}
