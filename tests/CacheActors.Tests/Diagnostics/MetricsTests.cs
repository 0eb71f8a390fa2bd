using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CacheActors.Tests.Support;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Diagnostics;

public sealed class MetricsTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _sums = new();
    private readonly ConcurrentDictionary<string, long> _observed = new();
    private readonly ConcurrentBag<string> _durations = [];

    public MetricsTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "CacheActors" && IsOurs(instrument.Meter))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>(
            (instrument, value, tags, _) =>
            {
                var name = tags.Length == 0 ? instrument.Name : $"{instrument.Name} {tags[0].Value}";
                if (instrument.IsObservable)
                {
                    _observed[name] = value;
                }
                else
                {
                    _sums.AddOrUpdate(name, value, (_, sum) => sum + value);
                }
            }
        );
        _listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => _durations.Add(instrument.Name));
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _temporary.Dispose();
    }

    [Fact]
    public async Task Hits_misses_compressions_and_evictions_are_counted_and_timed()
    {
        await using var cache = await AudioCache.OpenAsync(
            new CacheActorsOptions
            {
                Folder = _temporary.Path,
                Compression = { Automatic = false },
                Reconciliation = { Automatic = false },
            },
            new ToneSynthesizer()
        );
        var made = await cache.GetOrSynthesizeAsync(new SynthesisRequest("One.", "voice"));
        await cache.GetOrSynthesizeAsync(new SynthesisRequest("Two.", "voice"));
        await cache.GetOrSynthesizeAsync(new SynthesisRequest("One.", "voice"));
        await cache.TryGetAsync(made.Key);
        await cache.CompressAsync([made.Key]);

        _sums["cacheactors.misses"].ShouldBe(2);
        _sums["cacheactors.hits"].ShouldBe(2);
        _sums["cacheactors.compressions compressed"].ShouldBe(1);
        _listener.RecordObservableInstruments();
        _observed["cacheactors.entries m4a"].ShouldBe(1);
        _observed["cacheactors.entries wav"].ShouldBe(1);
        var statistics = await cache.StatisticsAsync();
        _observed["cacheactors.bytes wav"].ShouldBe(statistics.States["wav"].Bytes);
        _observed["cacheactors.space.taken"].ShouldBe(statistics.ContentBytes);

        var report = await cache.EvictAsync(0);
        _sums["cacheactors.evictions requested"].ShouldBe(2);
        _sums["cacheactors.evicted"].ShouldBe(report.FreedBytes);
        _durations
            .Distinct()
            .ShouldBe(
                ["cacheactors.synthesis.duration", "cacheactors.compression.duration", "cacheactors.eviction.duration"],
                ignoreOrder: true
            );
    }

    private bool IsOurs(Meter meter) =>
        meter.Tags?.Any(tag => tag.Key == "cache" && Equals(tag.Value, _temporary.Path)) == true;
}
