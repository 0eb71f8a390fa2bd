using System.Text;
using CacheActors.Domain.Entries;
using Shouldly;
using Xunit;
using static CacheActors.Domain.Entries.EntryCommand;

namespace CacheActors.Domain.Tests.Entries;

/// <summary>Every command in every state. "=" stands for already true: accepted without an event.</summary>
public class EntryDecisionTable
{
    private const string Expected = """
                             | Absent      | Wav                | Compressing          | Cancelled          | Failed             | M4a                | Pinned             | Owned                | Evicted     | MissingWav  |
        Store the same audio | Synthesized | =                  | =                    | =                  | =                  | =                  | =                  | =                    | Synthesized | Synthesized |
        Store other audio    | Synthesized | KeyHoldsOtherAudio | KeyHoldsOtherAudio   | KeyHoldsOtherAudio | KeyHoldsOtherAudio | KeyHoldsOtherAudio | KeyHoldsOtherAudio | KeyHoldsOtherAudio   | Synthesized | Synthesized |
        Start, same run      | NoAudio     | CompressionStarted | AlreadyCompressing   | CompressionStarted | CompressionStarted | AlreadyCompressed  | CompressionStarted | CompressionStarted   | NoAudio     | NoAudio     |
        Start, another run   | NoAudio     | CompressionStarted | CompressionStarted   | CompressionStarted | CompressionStarted | AlreadyCompressed  | CompressionStarted | CompressionStarted   | NoAudio     | NoAudio     |
        Complete attempt 0   | NoAudio     | StaleAttempt       | StaleAttempt         | StaleAttempt       | StaleAttempt       | StaleAttempt       | StaleAttempt       | StaleAttempt         | NoAudio     | NoAudio     |
        Complete attempt 1   | NoAudio     | StaleAttempt       | Compressed           | StaleAttempt       | StaleAttempt       | =                  | StaleAttempt       | StaleAttempt         | NoAudio     | NoAudio     |
        Complete 1 otherwise | NoAudio     | StaleAttempt       | Compressed           | StaleAttempt       | StaleAttempt       | StaleAttempt       | StaleAttempt       | StaleAttempt         | NoAudio     | NoAudio     |
        Complete attempt 2   | NoAudio     | StaleAttempt       | StaleAttempt         | StaleAttempt       | StaleAttempt       | StaleAttempt       | StaleAttempt       | StaleAttempt         | NoAudio     | NoAudio     |
        Fail attempt 0       | NoAudio     | StaleAttempt       | StaleAttempt         | StaleAttempt       | StaleAttempt       | StaleAttempt       | StaleAttempt       | StaleAttempt         | NoAudio     | NoAudio     |
        Fail attempt 1       | NoAudio     | StaleAttempt       | Failed               | StaleAttempt       | =                  | StaleAttempt       | StaleAttempt       | StaleAttempt         | NoAudio     | NoAudio     |
        Fail attempt 2       | NoAudio     | StaleAttempt       | StaleAttempt         | StaleAttempt       | StaleAttempt       | StaleAttempt       | StaleAttempt       | StaleAttempt         | NoAudio     | NoAudio     |
        Cancel attempt 0     | NoAudio     | StaleAttempt       | StaleAttempt         | StaleAttempt       | StaleAttempt       | StaleAttempt       | StaleAttempt       | StaleAttempt         | NoAudio     | NoAudio     |
        Cancel attempt 1     | NoAudio     | StaleAttempt       | CompressionCancelled | =                  | StaleAttempt       | StaleAttempt       | StaleAttempt       | StaleAttempt         | NoAudio     | NoAudio     |
        Cancel attempt 2     | NoAudio     | StaleAttempt       | StaleAttempt         | StaleAttempt       | StaleAttempt       | StaleAttempt       | StaleAttempt       | StaleAttempt         | NoAudio     | NoAudio     |
        Record an access     | NoAudio     | Accessed           | Accessed             | Accessed           | Accessed           | Accessed           | Accessed           | Accessed             | NoAudio     | NoAudio     |
        Pin                  | NoAudio     | Pinned             | Pinned               | Pinned             | Pinned             | Pinned             | =                  | Pinned               | NoAudio     | Pinned      |
        Unpin                | NoAudio     | =                  | =                    | =                  | =                  | =                  | Unpinned           | =                    | NoAudio     | =           |
        Add the owner        | NoAudio     | Referenced         | Referenced           | Referenced         | Referenced         | Referenced         | Referenced         | =                    | NoAudio     | Referenced  |
        Remove the owner     | NoAudio     | =                  | =                    | =                  | =                  | =                  | =                  | Released             | NoAudio     | =           |
        Evict for room       | NoAudio     | Evicted            | AtWork               | Evicted            | Evicted            | Evicted            | Pinned (refused)   | Referenced (refused) | =           | NoAudio     |
        Clear                | NoAudio     | Evicted            | Evicted              | Evicted            | Evicted            | Evicted            | Evicted            | Evicted              | =           | Evicted     |
        Miss the file        | NoAudio     | FileMissing        | AtWork               | FileMissing        | FileMissing        | FileMissing        | FileMissing        | FileMissing          | NoAudio     | =           |
        Take its own WAV     | NoAudio     | =                  | AtWork               | =                  | =                  | FileCorrected      | =                  | =                    | NoAudio     | FileFound   |
        Take another WAV     | NoAudio     | FileCorrected      | AtWork               | FileCorrected      | FileCorrected      | FileCorrected      | FileCorrected      | FileCorrected        | NoAudio     | FileFound   |
        Take its own M4A     | NoAudio     | FileCorrected      | AtWork               | FileCorrected      | FileCorrected      | =                  | FileCorrected      | FileCorrected        | NoAudio     | FileFound   |
        Take, another run    | NoAudio     | FileCorrected      | FileCorrected        | FileCorrected      | FileCorrected      | FileCorrected      | FileCorrected      | FileCorrected        | NoAudio     | FileFound   |
        Give the file up     | NoAudio     | Failed             | AtWork               | Failed             | Failed             | Failed             | Failed             | Failed               | NoAudio     | =           |
        Record a repair      | NoAudio     | FileRepaired       | FileRepaired         | FileRepaired       | FileRepaired       | FileRepaired       | FileRepaired       | FileRepaired         | NoAudio     | NoAudio     |
        Set a file aside     | NoAudio     | FileSetAside       | FileSetAside         | FileSetAside       | FileSetAside       | FileSetAside       | FileSetAside       | FileSetAside         | NoAudio     | FileSetAside |
        """;

    // Wherever there was an attempt it is number 1, granted to "run 1".
    private static readonly (string Name, EntryState State)[] States =
    [
        ("Absent", Sample.Absent),
        ("Wav", Sample.Wav),
        ("Compressing", Sample.Compressing),
        ("Cancelled", Sample.Cancelled),
        ("Failed", Sample.Failed),
        ("M4a", Sample.M4a),
        ("Pinned", Sample.Pinned),
        ("Owned", Sample.Owned),
        ("Evicted", Sample.Evicted),
        ("MissingWav", Sample.MissingWav),
    ];

    private static readonly (string Name, EntryCommand Command)[] Commands =
    [
        ("Store the same audio", Sample.Store()),
        ("Store other audio", Sample.Store(hash: 'b')),
        ("Start, same run", new StartCompression("run 1")),
        ("Start, another run", new StartCompression("run 2")),
        ("Complete attempt 0", Sample.Complete(0)),
        ("Complete attempt 1", Sample.Complete(1)),
        ("Complete 1 otherwise", Sample.Complete(1, hash: 'd')),
        ("Complete attempt 2", Sample.Complete(2)),
        ("Fail attempt 0", Sample.Fail(0)),
        ("Fail attempt 1", Sample.Fail(1)),
        ("Fail attempt 2", Sample.Fail(2)),
        ("Cancel attempt 0", Sample.Cancel(0)),
        ("Cancel attempt 1", Sample.Cancel(1)),
        ("Cancel attempt 2", Sample.Cancel(2)),
        ("Record an access", new RecordAccess(1, Sample.Now)),
        ("Pin", new Pin()),
        ("Unpin", new Unpin()),
        ("Add the owner", new AddOwner(Sample.Owner)),
        ("Remove the owner", new RemoveOwner(Sample.Owner)),
        ("Evict for room", new Evict(EvictionReason.Budget)),
        ("Clear", new Evict(EvictionReason.Cleared)),
        ("Miss the file", new MarkMissing("run 1")),
        ("Take its own WAV", new TakeFile(Sample.File(), "run 1")),
        ("Take another WAV", new TakeFile(Sample.File(hash: 'b'), "run 1")),
        ("Take its own M4A", new TakeFile(Sample.File(AudioFormat.M4a, 'c'), "run 1")),
        ("Take, another run", new TakeFile(Sample.File(hash: 'b'), "run 2")),
        ("Give the file up", new GiveUpFile("no equal content", "run 1")),
        ("Record a repair", new RecordRepair(RepairSource.EqualContent, "a byte was wrong")),
        ("Set a file aside", new RecordSetAside(AudioFormat.M4a, "x.m4a", "no event names it")),
    ];

    [Fact]
    public void Every_command_in_every_state_is_decided_as_the_table_says()
    {
        string[][] expected = [.. Expected.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries))];

        string[][] actual =
        [
            ["", .. States.Select(s => s.Name), ""],
            .. Commands.Select(c => (string[])[c.Name, .. States.Select(s => Outcome(s.State, c.Command)), ""]),
        ];

        Render(actual).ShouldBe(Render(expected));
    }

    [Fact]
    public void The_table_has_every_command_and_every_state()
    {
        Commands.Select(c => c.Command.GetType()).ShouldCover<EntryCommand>();
        States.Select(s => s.State.GetType()).ShouldCover<EntryState>();
    }

    private static string Outcome(EntryState state, EntryCommand command) =>
        EntryDecider.Decide(state, command, Sample.Now) switch
        {
            EntryDecision.Accepted { Events: [] } => "=",
            EntryDecision.Accepted { Events: [var only] } => only.GetType().Name,
            // These two are also names of events.
            EntryDecision.Rejected { Rejection: EntryRejection.Pinned or EntryRejection.Referenced } held =>
                $"{held.Rejection} (refused)",
            EntryDecision.Rejected rejected => rejected.Rejection.ToString(),
            var other => other.ToString(),
        };

    private static string Render(string[][] table)
    {
        var text = new StringBuilder();
        foreach (var row in table)
        {
            text.AppendJoin(" | ", row).Append('\n');
        }
        return text.ToString();
    }
}
