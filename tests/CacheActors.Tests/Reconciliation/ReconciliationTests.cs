using System.Security.Cryptography;
using Akka.Actor;
using CacheActors.Domain.Entries;
using CacheActors.Domain.Reconciliation;
using CacheActors.Entries;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Reconciliation;

public sealed class ReconciliationTests
{
    private static readonly ReconciliationRequest Deep = new() { Deep = true };

    [Fact]
    public async Task Whole_audio_of_nobody_becomes_an_entry_whatever_its_name_and_a_second_copy_does_not()
    {
        await using var cache = await FilledCache.CreateAsync(1);
        var wav = cache.NewWav();
        foreach (var name in new[] { "stray.wav", "copy of stray.wav" })
        {
            await File.WriteAllBytesAsync(Path.Combine(cache.Folder.AudioFolder, name), wav);
        }
        await File.WriteAllBytesAsync(Path.Combine(cache.Folder.AudioFolder, "half.wav"), wav[..(wav.Length / 2)]);

        var report = await cache.Cache.ReconcileAsync();

        report.Found.ShouldBe(3);
        report.Fixed.ShouldBe(3);
        var adopted = EntryKey.ForContent("unknown", Convert.ToHexStringLower(SHA256.HashData(wav)));
        (await File.ReadAllBytesAsync((await cache.Cache.TryGetAsync(adopted)).ShouldNotBeNull().Path)).ShouldBe(wav);
        (await cache.Cache.Reader.FindAsync(adopted)).ShouldNotBeNull().BookId.ShouldBeNull();
        (await cache.Cache.Reader.ListAsync(new EntryFilter())).Count.ShouldBe(2);
        (await cache.Cache.ListQuarantineAsync()).Count.ShouldBe(3);
        (await cache.Cache.ReconcileAsync(Deep)).Found.ShouldBe(0);
    }

    [Fact]
    public async Task A_dry_run_changes_nothing_and_reports_what_the_run_after_it_corrects()
    {
        await using var cache = await FilledCache.CreateAsync(120);
        new Vandal(cache, new Random(1)).Do(80);
        var (tree, rows) = (cache.Tree(), cache.JournalRows());

        var dry = await cache.Cache.ReconcileAsync(Deep with { DryRun = true });

        cache.Tree().ShouldBe(tree);
        cache.JournalRows().ShouldBe(rows);
        dry.Fixed.ShouldBe(0);
        dry.Found.ShouldBeGreaterThan(80);
        var run = await cache.Cache.ReconcileAsync(Deep);
        run.Discrepancies.Select(Facts).ShouldBe(dry.Discrepancies.Select(Facts));
        (run.FilesScanned, run.EntriesScanned).ShouldBe((dry.FilesScanned, dry.EntriesScanned));
        run.Fixed.ShouldBe(run.Found);
    }

    [Fact]
    public async Task Names_and_sizes_tell_of_everything_but_changed_bytes()
    {
        await using var cache = await FilledCache.CreateAsync(10);
        var (deleted, flipped) = (cache.Keys[0], cache.Keys[1]);
        File.Delete(cache.PathOf(deleted));
        Flip(cache.PathOf(flipped));

        var run = await cache.Cache.ReconcileAsync();
        var deep = await cache.Cache.ReconcileAsync(Deep);

        run.Discrepancies.ShouldHaveSingleItem().Key.ShouldBe(deleted);
        run.Discrepancies[0].Kind.ShouldBe(DiscrepancyKind.GhostEntry);
        run.Summary.ShouldBe("9 files, 10 entries: 1 found (1 ghostEntry), 1 fixed");
        deep.Discrepancies.ShouldHaveSingleItem().Key.ShouldBe(flipped);
        deep.Discrepancies[0].Kind.ShouldBe(DiscrepancyKind.HashMismatch);
    }

    [Fact]
    public async Task One_entry_is_reconciled_alone()
    {
        await using var cache = await FilledCache.CreateAsync(5);
        File.Delete(cache.PathOf(cache.Keys[0]));
        File.Delete(cache.PathOf(cache.Keys[1]));

        var report = await cache.Cache.ReconcileAsync(new ReconciliationRequest { Key = cache.Keys[1] });

        report.Discrepancies.ShouldHaveSingleItem().Key.ShouldBe(cache.Keys[1]);
        (report.FilesScanned, report.EntriesScanned).ShouldBe((0, 1));
        (await cache.StateAsync(cache.Keys[0])).ShouldBeAssignableTo<EntryState.Held>();
    }

    [Fact]
    public async Task An_entry_that_is_none_is_refused()
    {
        await using var cache = await FilledCache.CreateAsync(1);

        await Should.ThrowAsync<UnknownEntryException>(() =>
            cache.Cache.ReconcileAsync(new ReconciliationRequest { Key = cache.NewKey() })
        );
    }

    [Fact]
    public async Task A_run_that_is_stopped_leaves_nothing_half_done_and_the_next_one_goes_on()
    {
        await using var cache = await FilledCache.CreateAsync(120);
        var damages = new Vandal(cache, new Random(2)).Do(80);
        using var stop = new CancellationTokenSource();
        var progress = new Told(p =>
        {
            if (p is { Stage: ReconciliationStage.Correct, Done: 20 })
            {
                stop.Cancel();
            }
        });

        await Should.ThrowAsync<OperationCanceledException>(() =>
            cache.Cache.ReconcileAsync(Deep, progress, stop.Token)
        );

        var stopped = (await cache.Cache.Reader.ReconciliationsAsync()).ShouldHaveSingleItem();
        stopped.Outcome.ShouldBe(RunOutcome.Cancelled);
        stopped.Found.ShouldBeInRange(1, damages.Count);
        Directory.EnumerateFiles(cache.Folder.StagingFolder).ShouldAllBe(path => path.Contains("left behind"));
        (await cache.Cache.ReconcileAsync(Deep)).Failures.ShouldBeEmpty();
        foreach (var damage in damages)
        {
            await damage.Check();
        }
        (await cache.Cache.ReconcileAsync(Deep)).Found.ShouldBe(0);
    }

    [Fact]
    public async Task Two_swapped_files_are_restored_also_when_a_run_was_stopped_between_them()
    {
        await using var cache = await FilledCache.CreateAsync(4, options => options.Reconciliation.Operations = 1);
        var wavs = cache.Keys.Select(cache.PathOf).Where(path => path.EndsWith(".wav", StringComparison.Ordinal));
        var (one, other) = (wavs.First(), wavs.Last());
        var (content, otherContent) = (File.ReadAllBytes(one), File.ReadAllBytes(other));
        File.WriteAllBytes(one, otherContent);
        File.WriteAllBytes(other, content);
        using var stop = new CancellationTokenSource();
        var progress = new Told(p =>
        {
            if (p is { Stage: ReconciliationStage.Correct, Done: 1 })
            {
                stop.Cancel();
                // Its answer comes after it has stopped the run.
                cache.Inside.Parts.Reconciliation.Ask<ActorIdentity>(new Identify(null)).Wait();
            }
        });

        await Should.ThrowAsync<OperationCanceledException>(() =>
            cache.Cache.ReconcileAsync(Deep, progress, stop.Token)
        );
        var restored = File.ReadAllBytes(one).SequenceEqual(content);
        File.ReadAllBytes(other).SequenceEqual(otherContent).ShouldBe(!restored);
        (await cache.Cache.ReconcileAsync(Deep)).Failures.ShouldBeEmpty();

        File.ReadAllBytes(one).ShouldBe(content);
        File.ReadAllBytes(other).ShouldBe(otherContent);
    }

    [Fact]
    public async Task While_one_run_of_everything_is_under_way_a_second_is_refused_and_single_entries_are_not()
    {
        await using var cache = await FilledCache.CreateAsync(3);
        File.Delete(cache.PathOf(cache.Keys[0]));
        var scanning = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var goOn = new ManualResetEventSlim();
        var first = cache.Cache.ReconcileAsync(
            progress: new Told(_ =>
            {
                scanning.TrySetResult();
                goOn.Wait();
            })
        );
        (await Task.WhenAny(scanning.Task, first)).ShouldBe(scanning.Task);

        (
            await Should.ThrowAsync<ReconciliationRunningException>(() => cache.Cache.ReconcileAsync())
        ).CanRetry.ShouldBeTrue();
        var one = await cache.Cache.ReconcileAsync(new ReconciliationRequest { Key = cache.Keys[0] });
        goOn.Set();

        one.Found.ShouldBe(1);
        (await first).Found.ShouldBe(0);
        (await cache.Cache.ReconcileAsync()).Found.ShouldBe(0);
    }

    [Fact]
    public async Task What_somebody_is_at_work_on_is_left_alone()
    {
        await using var cache = await FilledCache.CreateAsync(6);
        var speaking = new TaskCompletionSource();
        cache.Synthesizer.Before = (_, _) => speaking.Task;
        var request = new SynthesisRequest("At work.", "voice");
        var spoken = EntryKey.For("voice", "At work.", 1);
        var synthesis = cache.Cache.GetOrSynthesizeAsync(request);
        var compressed = cache.Keys.First(key => cache.PathOf(key).EndsWith(".wav", StringComparison.Ordinal));
        await cache.Inside.Parts.Entries.Ask<EntryReply.Granted>(
            new EntryMessage.StartCompression(compressed, cache.Inside.Compressor.RunId!)
        );
        string[] planted =
        [
            cache.Folder.AudioPath(spoken, AudioFormat.Wav),
            cache.Folder.AudioPath(compressed, AudioFormat.M4a),
        ];
        foreach (var path in planted)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, "half a file");
        }

        var report = await cache.Cache.ReconcileAsync(Deep);

        report.Discrepancies.ShouldBeEmpty();
        planted.ShouldAllBe(path => File.ReadAllText(path) == "half a file");
        speaking.SetResult();
        (await synthesis).Hit.ShouldBeFalse();
        (await cache.Cache.ReconcileAsync(new ReconciliationRequest { Key = spoken })).Found.ShouldBe(0);
    }

    [Fact]
    public async Task No_content_is_looked_for_and_copied_for_an_entry_that_somebody_is_at_work_on()
    {
        await using var cache = await FilledCache.CreateAsync(6);
        var wavs = cache.Keys.Where(key => cache.PathOf(key).EndsWith(".wav", StringComparison.Ordinal)).ToList();
        var (compressed, wrong) = (wavs[0], wavs[1]);
        await cache.Inside.Parts.Entries.Ask<EntryReply.Granted>(
            new EntryMessage.StartCompression(compressed, cache.Inside.Compressor.RunId!)
        );
        File.Move(cache.PathOf(compressed), cache.Folder.AudioPath(wrong, AudioFormat.M4a));
        var staged = new List<string>();

        var report = await cache.Cache.ReconcileAsync(
            progress: new Told(_ => staged.AddRange(Directory.GetFiles(cache.Folder.StagingFolder)))
        );

        report.Discrepancies.ShouldHaveSingleItem().Key.ShouldBe(wrong);
        staged.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sub_folder_that_is_a_link_is_refused_by_name_and_nothing_is_touched()
    {
        await using var cache = await FilledCache.CreateAsync(8);
        var folder = Path.GetDirectoryName(cache.PathOf(cache.Keys[0]))!;
        var elsewhere = Path.Combine(cache.Folder.Root, "elsewhere");
        Directory.Move(folder, elsewhere);
        Directory.CreateSymbolicLink(folder, elsewhere);
        var tree = cache.Tree();

        var refused = await Should.ThrowAsync<StorageException>(() => cache.Cache.ReconcileAsync());

        refused.Path.ShouldBe(folder);
        cache.Tree().ShouldBe(tree);
    }

    [Fact]
    public async Task Links_and_folders_are_put_aside_and_what_they_lead_to_stays()
    {
        await using var cache = await FilledCache.CreateAsync(3);
        var target = Path.Combine(cache.Folder.Root, "precious.wav");
        await File.WriteAllBytesAsync(target, cache.NewWav());
        var file = cache.PathOf(cache.Keys[0]);
        File.Delete(file);
        File.CreateSymbolicLink(file, target);
        var folder = Path.Combine(cache.Folder.AudioFolder, "a folder", "in a folder");
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, "some.wav"), cache.NewWav());
        File.CreateSymbolicLink(Path.Combine(folder, "link"), cache.Folder.Root);

        var report = await cache.Cache.ReconcileAsync();

        report.Fixed.ShouldBe(5);
        report.Found.ShouldBe(5);
        File.Exists(target).ShouldBeTrue();
        Directory.Exists(Path.Combine(cache.Folder.AudioFolder, "a folder")).ShouldBeFalse();
        (await cache.Cache.ReconcileAsync()).Found.ShouldBe(0);
    }

    [Fact]
    public async Task A_run_that_found_something_is_on_record_and_one_that_did_not_is_not()
    {
        await using var cache = await FilledCache.CreateAsync(4);
        File.Delete(cache.PathOf(cache.Keys[0]));
        var first = await cache.Cache.ReconcileAsync();
        var rows = cache.JournalRows();
        await cache.Cache.ReconcileAsync();
        cache.JournalRows().ShouldBe(rows);

        await cache.ReopenAsync();
        cache.Clock.Advance(TimeSpan.FromHours(1));
        File.Delete(cache.PathOf(cache.Keys[1]));
        var second = await cache.Cache.ReconcileAsync(new ReconciliationRequest { Key = cache.Keys[1] });

        var records = await cache.Cache.Reader.ReconciliationsAsync();
        records.Select(record => record.BatchId).ShouldBe([second.BatchId, first.BatchId]);
        records[0].Mode.ShouldBe(RunMode.Entry);
        records[0].Key.ShouldBe(cache.Keys[1].Value);
        records[1]
            .ShouldBe(
                new ReconciliationRecord(
                    first.BatchId,
                    RunMode.All,
                    Deep: false,
                    Key: null,
                    first.StartedAt,
                    first.EndedAt,
                    RunOutcome.Completed,
                    FilesScanned: 3,
                    EntriesScanned: 4,
                    Found: 1,
                    Fixed: 1,
                    Failures: 0,
                    Expired: 0
                )
            );
        await cache.Cache.RebuildViewsAsync();
        (await cache.Cache.Reader.ReconciliationsAsync()).ShouldBe(records);
    }

    [Fact]
    public async Task A_slow_pace_is_kept()
    {
        var clock = new Support.TestClock();
        var pace = new CacheActors.Reconciliation.Pace(perSecond: 10, clock);

        var waiting = pace.DidAsync(30, CancellationToken.None);

        waiting.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(3));
        await waiting;
    }

    private static object Facts(Discrepancy found) => (found.Kind, found.Key, found.Path, found.Detail);

    private static void Flip(string path)
    {
        var content = File.ReadAllBytes(path);
        content[^20] ^= 1;
        File.WriteAllBytes(path, content);
    }
}

internal sealed class Told(Action<ReconciliationProgress> then) : IProgress<ReconciliationProgress>
{
    public void Report(ReconciliationProgress value) => then(value);
}
