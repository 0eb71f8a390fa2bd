using System.Diagnostics.Metrics;
using CacheActors.Compression;
using CacheActors.Domain.Entries;
using CacheActors.Space;
using Microsoft.Data.Sqlite;

namespace CacheActors.Diagnostics;

/// <summary>
/// The numbers of one open cache, for OpenTelemetry and <c>dotnet-counters</c>: meter <c>CacheActors</c>, with the cache folder
/// as the tag <c>cache</c>. What nobody listens to costs a comparison.
/// </summary>
internal sealed class CacheMeter : IDisposable
{
    /// <summary>The meter's name, to subscribe to.</summary>
    public const string Name = "CacheActors";

    private readonly TimeProvider _time;
    private readonly Meter _meter;
    private readonly Counter<long> _hits;
    private readonly Counter<long> _misses;
    private readonly Counter<long> _evictions;
    private readonly Counter<long> _evictedBytes;
    private readonly Counter<long> _compressions;
    private readonly Counter<long> _backups;
    private readonly Histogram<double> _synthesisDuration;
    private readonly Histogram<double> _downloadDuration;
    private readonly Histogram<double> _compressionDuration;
    private readonly Histogram<double> _evictionDuration;

    public CacheMeter(string folder, TimeProvider time)
    {
        _time = time;
        _meter = new Meter(Name, typeof(CacheMeter).Assembly.GetName().Version?.ToString(3), [new("cache", folder)]);
        _hits = _meter.CreateCounter<long>("cacheactors.hits", "{request}", "Requests answered from the cache.");
        _misses = _meter.CreateCounter<long>(
            "cacheactors.misses",
            "{request}",
            "Requests that something was made for."
        );
        _evictions = _meter.CreateCounter<long>("cacheactors.evictions", "{entry}", "Entries let go, by reason.");
        _evictedBytes = _meter.CreateCounter<long>("cacheactors.evicted", "By", "Bytes the disk got back by eviction.");
        _compressions = _meter.CreateCounter<long>("cacheactors.compressions", "{entry}", "Compressions, by outcome.");
        _backups = _meter.CreateCounter<long>("cacheactors.backups", "{backup}", "Automatic backups, by outcome.");
        _synthesisDuration = Duration("cacheactors.synthesis.duration", "From the request to the journaled WAV.");
        _downloadDuration = Duration("cacheactors.download.duration", "From the request to the journaled file.");
        _compressionDuration = Duration("cacheactors.compression.duration", "One batch, from grant to last result.");
        _evictionDuration = Duration("cacheactors.eviction.duration", "One run of eviction.");
        Reconciliation = new ReconciliationMeter(_meter);
    }

    public ReconciliationMeter Reconciliation { get; }

    /// <summary>Shows what the views and the ledger say, whenever somebody collects.</summary>
    /// <param name="views">Counts and sizes.</param>
    /// <param name="ledger">Bytes of files and reservations.</param>
    public void Observe(CacheReader views, SpaceLedger ledger)
    {
        _meter.CreateObservableUpDownCounter(
            "cacheactors.entries",
            () => PerState(views, totals => totals.Entries),
            "{entry}",
            "Entries, by state."
        );
        _meter.CreateObservableUpDownCounter(
            "cacheactors.bytes",
            () => PerState(views, totals => totals.Bytes),
            "By",
            "Bytes of entries' files, by state."
        );
        _meter.CreateObservableGauge(
            "cacheactors.space.taken",
            () => ledger.Taken,
            "By",
            "Bytes that files take up or have reserved, shared ones once."
        );
    }

    public void Hit() => _hits.Add(1);

    public void Miss() => _misses.Add(1);

    public void Evicted(EvictionReason reason, long freedBytes)
    {
        _evictions.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString().ToLowerInvariant()));
        _evictedBytes.Add(freedBytes);
    }

    public void Compression(CompressionOutcome outcome)
    {
        var name = outcome switch
        {
            CompressionOutcome.Compressed => "compressed",
            CompressionOutcome.Failed => "failed",
            CompressionOutcome.GivenBack => "given back",
            _ => null,
        };
        if (name is not null)
        {
            _compressions.Add(1, new KeyValuePair<string, object?>("outcome", name));
        }
    }

    /// <param name="outcome">done, failed or skipped.</param>
    public void Backup(string outcome) => _backups.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>The moment from which a duration is measured.</summary>
    public long Now => _time.GetTimestamp();

    public void SynthesisTook(long since) => _synthesisDuration.Record(SecondsSince(since));

    public void DownloadTook(long since) => _downloadDuration.Record(SecondsSince(since));

    public void CompressionTook(long since) => _compressionDuration.Record(SecondsSince(since));

    public void EvictionTook(long since) => _evictionDuration.Record(SecondsSince(since));

    public void Dispose() => _meter.Dispose();

    private double SecondsSince(long timestamp) => _time.GetElapsedTime(timestamp).TotalSeconds;

    private Histogram<double> Duration(string name, string description) =>
        _meter.CreateHistogram<double>(name, "s", description);

    private static IEnumerable<Measurement<long>> PerState(CacheReader views, Func<StateTotals, long> number)
    {
        try
        {
            return views
                .Statistics()
                .States.Select(state => new Measurement<long>(
                    number(state.Value),
                    new KeyValuePair<string, object?>("state", state.Key)
                ));
        }
        catch (Exception e) when (e is SqliteException or CacheException or ObjectDisposedException)
        {
            // Who collects asks again; a health check says what is wrong with the views.
            return [];
        }
    }
}
