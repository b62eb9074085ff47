using System.Diagnostics.Metrics;

namespace Sockeye.Tests.Serving;

/// <summary>What a watcher of a meter reads, from when it was made.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, long> _values = [];

    public Measurements(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Take(instrument, 1, tags));
        _listener.Start();
    }

    /// <summary>The present value of a series; of a histogram, how often it was recorded.</summary>
    /// <param name="series">The instrument's name, and behind it each tag: <c>a.b service=test</c>.</param>
    public long this[string series]
    {
        get
        {
            _listener.RecordObservableInstruments();
            lock (_values)
                return _values[series];
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string series = instrument.Name;
        foreach (KeyValuePair<string, object?> tag in tags)
            series += $" {tag.Key}={tag.Value}";
        lock (_values)
            _values[series] = instrument.IsObservable ? value : _values.GetValueOrDefault(series) + value;
    }
}
