using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CacheActors.Tests.Support;

/// <summary>What the meter of one cache has counted, by instrument and, after a space, the value of its tag.</summary>
internal sealed class MeterSums : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, double> _sums = new();

    public MeterSums(string folder)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Tags?.Contains(new("cache", folder)) == true)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>0 for what was never counted.</summary>
    public double this[string name] => _sums.GetValueOrDefault(name);

    /// <summary>Asks those that tell a state; null for what they do not tell.</summary>
    public double? Observe(string name)
    {
        _sums.TryRemove(name, out _);
        _listener.RecordObservableInstruments();
        return _sums.TryGetValue(name, out var value) ? value : null;
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = tags.Length == 0 ? instrument.Name : $"{instrument.Name} {tags[0].Value}";
        _sums.AddOrUpdate(name, value, (_, sum) => instrument.IsObservable ? value : sum + value);
    }
}
