using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CacheActors.Tests.Backups;

/// <summary>What the metric of automatic backups counts for one cache.</summary>
internal sealed class BackupCounts : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _sums = new();

    public BackupCounts(string cache)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (
                instrument.Name == "cacheactors.backups"
                && instrument.Meter.Tags!.Any(tag => tag.Value as string == cache)
            )
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>(
            (_, value, tags, _) => _sums.AddOrUpdate((string)tags[0].Value!, value, (_, sum) => sum + value)
        );
        _listener.Start();
    }

    public long Of(string outcome) => _sums.GetValueOrDefault(outcome);

    public void Dispose() => _listener.Dispose();
}
