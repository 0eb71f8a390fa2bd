using System.Collections.Concurrent;
using System.Diagnostics;
using CacheActors.Tests.Support;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Diagnostics;

public sealed class TraceTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly ConcurrentBag<Activity> _ended = [];
    private readonly ActivityListener _listener;
    private readonly ActivitySource _host = new($"host {Guid.NewGuid()}");

    public TraceTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "CacheActors" || source == _host,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _ended.Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _host.Dispose();
        _temporary.Dispose();
    }

    [Fact]
    public async Task One_trace_goes_from_the_hosts_call_through_actor_and_journal_to_the_file()
    {
        await using var cache = await OpenAsync();
        ActivityTraceId trace;
        using (var host = _host.StartActivity("request").ShouldNotBeNull())
        {
            trace = host.TraceId;
            await cache.GetOrSynthesizeAsync(new SynthesisRequest("A secret sentence.", "voice"));
        }

        await ShouldHaveStepsAsync(
            trace,
            "cache.get-or-synthesize entry.make file.publish journal.write request synthesize"
        );
        Parent(trace, "entry.make").ShouldBe("cache.get-or-synthesize");
        Parent(trace, "journal.write").ShouldBe("entry.make");
        Parent(trace, "cache.get-or-synthesize").ShouldBe("request");
        _ended
            .Where(a => a.TraceId == trace)
            .SelectMany(a => a.TagObjects)
            .ShouldAllBe(tag => !$"{tag.Value}".Contains("secret"));
    }

    [Fact]
    public async Task A_compression_that_is_asked_for_is_one_trace_down_to_ffmpeg_and_the_file()
    {
        await using var cache = await OpenAsync();
        await cache.GetOrSynthesizeAsync(new SynthesisRequest("One.", "voice"));
        ActivityTraceId trace;
        using (var host = _host.StartActivity("request").ShouldNotBeNull())
        {
            trace = host.TraceId;
            (await cache.CompressAsync()).Compressed.ShouldBe(1);
        }

        await ShouldHaveStepsAsync(
            trace,
            "cache.compress compression.batch entry.compressed entry.grant-compression entry.take-compressed ffmpeg "
                + "file.publish journal.write request"
        );
        Parent(trace, "ffmpeg").ShouldBe("compression.batch");
        Parent(trace, "file.publish").ShouldBe("entry.take-compressed");
    }

    [Fact]
    public async Task A_compression_in_the_background_is_linked_to_the_trace_that_made_the_entry()
    {
        await using var cache = await OpenAsync(automatic: true);
        ActivityTraceId trace;
        using (var host = _host.StartActivity("request").ShouldNotBeNull())
        {
            trace = host.TraceId;
            await cache.GetOrSynthesizeAsync(new SynthesisRequest("One.", "voice"));
        }

        await Eventually.ShouldBeTrueAsync(() =>
            Task.FromResult(
                _ended.Any(a =>
                    a.OperationName == "compression.batch" && a.Links.Any(link => link.Context.TraceId == trace)
                )
            )
        );
    }

    // The last ones end beside the caller.
    private async Task ShouldHaveStepsAsync(ActivityTraceId trace, string names)
    {
        var steps = names.Split(' ');
        await Eventually.ShouldBeTrueAsync(() => Task.FromResult(!steps.Except(Names(trace)).Any()));
        Names(trace).ShouldBe(steps, ignoreOrder: true);
    }

    private IEnumerable<string> Names(ActivityTraceId trace) =>
        _ended.Where(a => a.TraceId == trace).Select(a => a.OperationName).Distinct();

    private string? Parent(ActivityTraceId trace, string name)
    {
        var parent = _ended.First(a => a.TraceId == trace && a.OperationName == name).ParentSpanId;
        return _ended.FirstOrDefault(a => a.SpanId == parent)?.OperationName;
    }

    private Task<AudioCache> OpenAsync(bool automatic = false) =>
        AudioCache.OpenAsync(
            new CacheActorsOptions
            {
                Folder = _temporary.Path,
                Compression = { Automatic = automatic, Linger = TimeSpan.Zero },
            },
            new ToneSynthesizer()
        );
}
