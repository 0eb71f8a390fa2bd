using CacheActors.Domain.Entries;
using CacheActors.Domain.Speech;
using CacheActors.Tests.Processes;

namespace CacheActors.Tests.Speech;

public sealed class TextSynthesisTests
{
    private readonly FakeCache _cache = new();
    private readonly FakeSynthesizer _synthesizer = new();
    private readonly ManualTime _time = new();

    private static readonly string Text = string.Join(
        '\n',
        Enumerable
            .Range(1, 5)
            .Select(chapter =>
                $"# Chapter {chapter}\n\n"
                + string.Join(
                    ' ',
                    Enumerable.Range(1, 20).Select(i => $"This is sentence number {i} of chapter number {chapter}.")
                )
                + '\n'
            )
    );

    private static readonly IReadOnlyList<TextSegment> Segments = TextSegmenter.Split(Text);

    [Fact]
    public async Task Every_segment_is_asked_for_with_its_place_in_the_book()
    {
        TextSynthesisReport report = await RunAsync();

        Segments.Count.ShouldBeGreaterThan(20);
        _cache.Requests.ShouldBe(
            Segments.Select(s => new SynthesisRequest(s.Text, "en", 1, "book", s.Chapter, s.Segment)),
            ignoreOrder: true
        );
        report.Segments.ShouldBe(Segments.Count);
        report.Misses.ShouldBe(Segments.Count);
        report.Hits.ShouldBe(0);
        report.Failures.ShouldBeEmpty();
        report.Keys.ShouldBe(Segments.Select(s => EntryKey.For("en", s.Text, 1)));
    }

    [Fact]
    public async Task With_everything_in_the_cache_nothing_is_spoken_and_no_synthesizer_asked()
    {
        TextSynthesisReport first = await RunAsync();
        var requests = _cache.Requests.Count;

        TextSynthesisReport second = await RunAsync();

        second.Hits.ShouldBe(Segments.Count);
        second.Misses.ShouldBe(0);
        second.Keys.ShouldBe(first.Keys);
        _cache.Requests.Count.ShouldBe(requests);
        _synthesizer.Checks.ShouldBe(1); // of the first run
    }

    [Fact]
    public async Task An_unknown_voice_stops_before_anything_is_spoken()
    {
        await Should.ThrowAsync<UnknownVoiceException>(RunAsync(voiceId: "zz"));

        _synthesizer.Checks.ShouldBe(1);
        _cache.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task As_many_segments_as_set_are_spoken_at_once(int parallelism)
    {
        var all = new TaskCompletionSource();
        var waiting = 0;
        _cache.Speak = async (_, token) =>
        {
            if (Interlocked.Increment(ref waiting) == parallelism)
            {
                all.SetResult();
            }
            await all.Task.WaitAsync(TimeSpan.FromMinutes(1), token);
        };

        await RunAsync(parallelism: parallelism);

        _cache.MostUnderWay.ShouldBe(parallelism);
    }

    [Fact]
    public async Task A_segment_that_cannot_be_spoken_stops_no_other()
    {
        TextSegment[] bad = [Segments[3], Segments[^1]];
        _cache.Speak = (request, _) =>
            bad.Any(s => s.Text == request.Text) ? throw new SynthesisFailedException("No.") : Task.CompletedTask;

        TextSynthesisReport report = await RunAsync();

        report.Failures.ShouldBe(bad.Select(s => new SegmentFailure(s.Chapter, s.Segment, s.Text, "No.")));
        report.Misses.ShouldBe(Segments.Count - 2);
        report.Keys.ShouldBe(Segments.Except(bad).Select(s => EntryKey.For("en", s.Text, 1)));
    }

    public static TheoryData<CacheException> Stopping =>
        new(
            new MissingToolException("espeak-ng", "Install it."),
            new StorageException("write", "/x", "the disk is full", "", diskFull: true),
            new CacheInUseException("/x", 1),
            new InvalidSettingsException("No such rate.")
        );

    [Theory]
    [MemberData(nameof(Stopping))]
    public async Task What_would_fail_for_every_segment_stops_the_run(CacheException failure)
    {
        _cache.Speak = (_, _) => throw failure;

        Exception error = await Should.ThrowAsync<CacheException>(RunAsync(parallelism: 2));

        error.ShouldBeSameAs(failure);
        _cache.Requests.Count.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task Progress_counts_up_to_the_total()
    {
        var steps = new List<TextSynthesisProgress>();
        await _cache.GetOrSynthesizeAsync(new SynthesisRequest(Segments[0].Text, "en"));
        _cache.Speak = (request, _) =>
            request.Text == Segments[1].Text ? throw new SynthesisFailedException("No.") : Task.CompletedTask;

        await RunAsync(progress: new Steps(steps));

        steps.Select(step => step.Done).ShouldBe(Enumerable.Range(0, Segments.Count + 1));
        steps.ShouldAllBe(step => step.Total == Segments.Count);
        steps[^1].Hits.ShouldBe(1);
    }

    [Fact]
    public async Task Cancelling_starts_nothing_more_and_waits_for_what_is_under_way()
    {
        using var cancel = new CancellationTokenSource();
        var speaking = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        // One finishes although it is cancelled, as an entry that is just being stored does.
        _cache.Speak = async (_, _) =>
        {
            speaking.TrySetResult();
            await finish.Task;
        };

        Task<TextSynthesisReport> run = RunAsync(parallelism: 1, cancellationToken: cancel.Token);
        await speaking.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await cancel.CancelAsync();
        var returnedEarly = run.IsCompleted;
        finish.SetResult();

        await Should.ThrowAsync<OperationCanceledException>(run);
        returnedEarly.ShouldBeFalse();
        _cache.Requests.Count.ShouldBe(1);
        _cache.Keys.Count().ShouldBe(1);
    }

    [Fact]
    public async Task After_a_cancelled_run_the_next_goes_on_from_there()
    {
        using var cancel = new CancellationTokenSource();
        var spoken = 0;
        _cache.Speak = async (_, token) =>
        {
            if (Interlocked.Increment(ref spoken) > 7)
            {
                await cancel.CancelAsync();
                token.ThrowIfCancellationRequested();
            }
        };

        await Should.ThrowAsync<OperationCanceledException>(RunAsync(parallelism: 1, cancellationToken: cancel.Token));
        _cache.Speak = (_, _) => Task.CompletedTask;
        TextSynthesisReport report = await RunAsync();

        report.Hits.ShouldBe(7);
        report.Misses.ShouldBe(Segments.Count - 7);
    }

    [Fact]
    public async Task A_text_without_words_has_no_segments()
    {
        TextSynthesisReport report = await RunAsync(text: " \n ");

        report.Segments.ShouldBe(0);
        report.Keys.ShouldBeEmpty();
        _synthesizer.Checks.ShouldBe(0);
    }

    [Fact]
    public async Task The_report_says_how_long_it_took()
    {
        _cache.Speak = (request, _) =>
        {
            if (request.Text == Segments[0].Text)
            {
                _time.Advance(TimeSpan.FromSeconds(7));
            }
            return Task.CompletedTask;
        };

        (await RunAsync()).Elapsed.ShouldBe(TimeSpan.FromSeconds(7));
    }

    private Task<TextSynthesisReport> RunAsync(
        string? text = null,
        string voiceId = "en",
        int parallelism = 4,
        IProgress<TextSynthesisProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) =>
        new TextSynthesis(_cache, _synthesizer, parallelism, _time).RunAsync(
            new TextSynthesisRequest(text ?? Text, "book", voiceId),
            progress,
            cancellationToken
        );

    private sealed class Steps(List<TextSynthesisProgress> steps) : IProgress<TextSynthesisProgress>
    {
        public void Report(TextSynthesisProgress value) => steps.Add(value);
    }
}
