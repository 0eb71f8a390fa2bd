using CacheActors.Domain.Entries;
using CacheActors.Domain.Reconciliation;
using CacheActors.Entries;
using CacheActors.Files;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Entries;

public sealed class EntryReconciliationTests(ReconciledCache cache) : IClassFixture<ReconciledCache>
{
    /// <summary>Every combination that can be: what nothing was journaled of is neither as journaled nor altered.</summary>
    public static TheoryData<JournaledAs, FileFinding, FileFinding> Cells()
    {
        var cells = new TheoryData<JournaledAs, FileFinding, FileFinding>();
        foreach (var journaled in Enum.GetValues<JournaledAs>())
        {
            foreach (var wav in Enum.GetValues<FileFinding>())
            {
                foreach (var m4a in Enum.GetValues<FileFinding>())
                {
                    if (CanBe(wav, HasWav(journaled)) && CanBe(m4a, HasM4a(journaled)))
                    {
                        cells.Add(journaled, wav, m4a);
                    }
                }
            }
        }
        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task What_is_found_on_the_disk_is_judged_and_corrected_as_the_table_says(
        JournaledAs journaled,
        FileFinding wav,
        FileFinding m4a
    )
    {
        var key = await cache.JournalAsync(journaled);
        cache.Put(key, AudioFormat.Wav, cache.Content(AudioFormat.Wav, wav));
        cache.Put(key, AudioFormat.M4a, cache.Content(AudioFormat.M4a, m4a));
        var events = await EventsAsync(key);
        var verdict = ReconciliationRules.Judge(journaled, wav, m4a);
        var contents = new[] { cache.Content(AudioFormat.Wav, wav), cache.Content(AudioFormat.M4a, m4a) }
            .OfType<byte[]>()
            .Select(ReconciledCache.Sha256);

        var planned = await cache.ReconcileAsync(key, dryRun: true);
        (await EventsAsync(key)).ShouldBe(events, "a dry run journals nothing");
        Files(key).ShouldBe((wav, m4a), "a dry run touches nothing");
        var found = await cache.ReconcileAsync(key);

        (planned?.Kind).ShouldBe(verdict.Kind);
        (found?.Kind).ShouldBe(verdict.Kind);
        (found is null).ShouldBe(verdict.Kind is null);
        if (verdict.Kind is null)
        {
            (await EventsAsync(key)).ShouldBe(events);
            Files(key).ShouldBe((wav, m4a));
            return;
        }
        found!.FixedAt.ShouldNotBeNull();
        found.Detail.ShouldBe(planned!.Detail);
        (await StateAsync(key)).ShouldBe(Expected(journaled, verdict));
        cache
            .Quarantined(key)
            .Count.ShouldBe(
                verdict switch
                {
                    { WavAside: true, M4aAside: true } => 2,
                    { WavAside: false, M4aAside: false } => 0,
                    _ => 1,
                }
            );
        // Nothing that was there is lost: it lies in its place or in quarantine.
        contents.ShouldBeSubsetOf(Lying(key));
        (await cache.ReconcileAsync(key)).ShouldBeNull("the second run finds nothing");
    }

    [Fact]
    public async Task Corrections_are_in_the_history_with_their_cause_and_the_id_of_the_run()
    {
        var key = await cache.JournalAsync(JournaledAs.M4a);
        cache.Put(key, AudioFormat.M4a, null);

        await cache.AskAsync(
            new EntryMessage.Reconcile(key, DryRun: false, Deep: false, []) { CorrelationId = "run 7" }
        );

        var last = (await EventsAsync(key))[^1].ShouldBeOfType<EntryEvent.FileMissing>();
        last.Cause.ShouldBe("reconcile");
        last.CorrelationId.ShouldBe("run 7");
    }

    [Theory]
    [InlineData(FileFinding.None)]
    [InlineData(FileFinding.Whole)]
    [InlineData(FileFinding.Altered)]
    [InlineData(FileFinding.Broken)]
    public async Task A_bad_or_missing_file_is_restored_from_another_with_its_content(FileFinding finding)
    {
        var key = await cache.JournalAsync(JournaledAs.M4a);
        cache.Put(key, AudioFormat.M4a, cache.Content(AudioFormat.M4a, finding));
        var elsewhere = cache.PathOf(cache.NewKey(), AudioFormat.M4a);
        Directory.CreateDirectory(Path.GetDirectoryName(elsewhere)!);
        await File.WriteAllBytesAsync(elsewhere, cache.M4a);

        var found = await cache.ReconcileAsync(
            key,
            equalContent: [cache.PathOf(cache.NewKey(), AudioFormat.M4a), elsewhere]
        );

        found!.FixedAt.ShouldNotBeNull();
        (await File.ReadAllBytesAsync(cache.PathOf(key, AudioFormat.M4a))).ShouldBe(cache.M4a);
        var repaired = (await EventsAsync(key))[^1].ShouldBeOfType<EntryEvent.FileRepaired>();
        repaired.Source.ShouldBe(RepairSource.EqualContent);
        (await StateAsync(key)).ShouldBe(JournaledAs.M4a);
        cache.Quarantined(key).Count.ShouldBe(finding == FileFinding.None ? 0 : 1);
    }

    [Fact]
    public async Task A_file_said_to_be_equal_that_is_another_is_not_taken()
    {
        var key = await cache.JournalAsync(JournaledAs.M4a);
        cache.Put(key, AudioFormat.M4a, null);
        var elsewhere = cache.PathOf(cache.NewKey(), AudioFormat.M4a);
        Directory.CreateDirectory(Path.GetDirectoryName(elsewhere)!);
        await File.WriteAllBytesAsync(elsewhere, cache.Content(AudioFormat.M4a, FileFinding.Whole)!);

        await cache.ReconcileAsync(key, equalContent: [elsewhere]);

        (await StateAsync(key)).ShouldBe(JournaledAs.MissingM4a);
        Directory.EnumerateFiles(cache.Folder.StagingFolder).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_rotten_file_comes_from_the_server_before_the_synthesizer_is_asked()
    {
        var key = await cache.JournalAsync(JournaledAs.M4a);
        cache.Put(key, AudioFormat.M4a, cache.Content(AudioFormat.M4a, FileFinding.Altered));
        cache.Server.Has[key] = () => new MemoryStream(cache.M4a);
        cache.Synthesizer.Has[key] = () => throw new InvalidOperationException("not to be asked");

        await cache.ReconcileAsync(key);

        var repaired = (await EventsAsync(key))[^1].ShouldBeOfType<EntryEvent.FileRepaired>();
        repaired.Source.ShouldBe(RepairSource.Server);
        (await File.ReadAllBytesAsync(cache.PathOf(key, AudioFormat.M4a))).ShouldBe(cache.M4a);
    }

    [Fact]
    public async Task What_a_synthesizer_speaks_again_is_taken_with_its_own_content()
    {
        var key = await cache.JournalAsync(JournaledAs.M4a);
        cache.Put(key, AudioFormat.M4a, cache.Content(AudioFormat.M4a, FileFinding.Altered));
        cache.Server.Has[key] = () => throw new HttpRequestException("the server is down");
        cache.Synthesizer.Has[key] = () => new MemoryStream(cache.Content(AudioFormat.Wav, FileFinding.Whole)!);

        await cache.ReconcileAsync(key);

        var events = await EventsAsync(key);
        events.OfType<EntryEvent.FileCorrected>().ShouldHaveSingleItem().Format.ShouldBe(AudioFormat.Wav);
        var repaired = events[^1].ShouldBeOfType<EntryEvent.FileRepaired>();
        repaired.Source.ShouldBe(RepairSource.Synthesizer);
        repaired.Evidence.ShouldContain("the server is down");
        (await StateAsync(key)).ShouldBe(JournaledAs.Wav);
        (await cache.ReconcileAsync(key)).ShouldBeNull();
    }

    [Fact]
    public async Task What_nothing_can_repair_is_given_up_with_the_evidence_of_everything_tried()
    {
        var key = await cache.JournalAsync(JournaledAs.M4a);
        cache.Put(key, AudioFormat.M4a, cache.Content(AudioFormat.M4a, FileFinding.Altered));
        cache.Server.Has[key] = () => throw new HttpRequestException("the server is down");
        cache.Synthesizer.Has[key] = () => new MemoryStream("no audio"u8.ToArray());

        await cache.ReconcileAsync(key);

        var failed = (await EventsAsync(key))[^1].ShouldBeOfType<EntryEvent.Failed>();
        failed.Stage.ShouldBe(FailureStage.Repair);
        failed.Reason.ShouldContain("the server is down");
        failed.Reason.ShouldContain(ReconciledCache.Sha256(cache.M4a));
        (await StateAsync(key)).ShouldBe(JournaledAs.MissingM4a);
        (await cache.Cache.TryGetAsync(key)).ShouldBeNull();
    }

    [Fact]
    public async Task What_is_leased_is_left_until_the_lease_ends()
    {
        var key = await cache.JournalAsync(JournaledAs.M4a);
        cache.Put(key, AudioFormat.M4a, cache.Content(AudioFormat.M4a, FileFinding.Altered));
        var lease = (await cache.Cache.LeaseAsync(key)).ShouldNotBeNull();

        var left = await cache.ReconcileAsync(key);
        File.Exists(lease.Audio.Path).ShouldBeTrue();
        lease.Dispose();
        var corrected = await cache.ReconcileAsync(key);

        left!.FixedAt.ShouldBeNull();
        corrected!.FixedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_missing_entry_plays_no_more_and_plays_again_when_its_file_is_back()
    {
        var key = await cache.JournalAsync(JournaledAs.Wav);
        (await cache.Cache.TryGetAsync(key)).ShouldNotBeNull();
        cache.Put(key, AudioFormat.Wav, null);
        await cache.ReconcileAsync(key);
        (await cache.Cache.TryGetAsync(key)).ShouldBeNull();

        cache.Put(key, AudioFormat.Wav, cache.Wav);
        await cache.ReconcileAsync(key);

        (await cache.Cache.TryGetAsync(key)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_link_in_the_place_of_a_file_is_put_aside_and_what_it_leads_to_stays()
    {
        var key = await cache.JournalAsync(JournaledAs.Wav);
        var outside = Path.Combine(cache.Folder.Root, "outside.wav");
        await File.WriteAllBytesAsync(outside, cache.Wav);
        cache.Put(key, AudioFormat.Wav, null);
        File.CreateSymbolicLink(cache.PathOf(key, AudioFormat.Wav), outside);

        await cache.ReconcileAsync(key);

        (await File.ReadAllBytesAsync(outside)).ShouldBe(cache.Wav);
        new FileInfo(cache.Quarantined(key).ShouldHaveSingleItem()).LinkTarget.ShouldBe(outside);
        (await StateAsync(key)).ShouldBe(JournaledAs.MissingWav);
    }

    private static bool CanBe(FileFinding finding, bool isJournaled) =>
        isJournaled || finding is not (FileFinding.AsJournaled or FileFinding.Altered);

    private static bool HasWav(JournaledAs journaled) => journaled is not (JournaledAs.Absent or JournaledAs.Evicted);

    private static bool HasM4a(JournaledAs journaled) => journaled is JournaledAs.M4a or JournaledAs.MissingM4a;

    private static JournaledAs Expected(JournaledAs journaled, Verdict verdict) =>
        verdict switch
        {
            { Remedy: Remedy.SetAside } => journaled,
            { File: AudioFormat.Wav } => JournaledAs.Wav,
            { File: AudioFormat.M4a } => JournaledAs.M4a,
            _ => journaled == JournaledAs.M4a ? JournaledAs.MissingM4a : JournaledAs.MissingWav,
        };

    private (FileFinding Wav, FileFinding M4a) Files(EntryKey key) =>
        (Finding(key, AudioFormat.Wav), Finding(key, AudioFormat.M4a));

    private FileFinding Finding(EntryKey key, AudioFormat format)
    {
        var path = cache.PathOf(key, format);
        return File.Exists(path)
            ? Enum.GetValues<FileFinding>()
                .First(finding => cache.Content(format, finding)?.SequenceEqual(File.ReadAllBytes(path)) == true)
            : FileFinding.None;
    }

    private IReadOnlyList<string> Lying(EntryKey key) =>
        [
            .. new[] { cache.PathOf(key, AudioFormat.Wav), cache.PathOf(key, AudioFormat.M4a) }
                .Concat(cache.Quarantined(key))
                .Where(File.Exists)
                .Select(path => ReconciledCache.Sha256(File.ReadAllBytes(path))),
        ];

    private async Task<IReadOnlyList<EntryEvent>> EventsAsync(EntryKey key) =>
        await cache.HistoryAsync(key) is { } history ? [.. history.Events.Select(recorded => recorded.Event)] : [];

    private async Task<JournaledAs> StateAsync(EntryKey key) =>
        EntryFold.Replay(await EventsAsync(key)).JournaledAs(liveRun: null);
}
