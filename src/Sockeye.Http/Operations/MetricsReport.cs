using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Sockeye.Serving;

namespace Sockeye.Http.Operations;

/// <summary>The measurements of servers as OpenMetrics text 1.0.</summary>
/// <remarks>
/// Tags come from fixed lists, so the number of series is bounded by the code. What the servers count is asked for when
/// the text is written; durations are summed up since this was made.
/// </remarks>
internal sealed class MetricsReport : IDisposable
{
    public const string MediaType = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private readonly MeterListener _listener = new();
    private readonly Lock _asking = new(); // so that no older answer comes behind a newer
    private readonly ConcurrentDictionary<(Instrument Instrument, string Tags), Series> _series = new();

    /// <param name="metrics">Those of the servers.</param>
    public MetricsReport(ServerMetrics metrics)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == metrics.Meter)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>The text, families in the order of their names.</summary>
    public string Write()
    {
        lock (_asking)
            _listener.RecordObservableInstruments();

        var text = new StringBuilder();
        foreach (var family in _series
            .GroupBy(series => series.Key.Instrument.Name)
            .OrderBy(family => family.Key, StringComparer.Ordinal))
        {
            Instrument instrument = family.First().Key.Instrument;
            string name = NameOf(instrument);
            string kind = instrument switch
            {
                Histogram<double> => "summary",
                Counter<long> or ObservableCounter<long> => "counter",
                _ => "gauge",
            };
            text.Append(
                CultureInfo.InvariantCulture, $"# TYPE {name} {kind}\n# HELP {name} {instrument.Description}\n");
            foreach (var ((_, tags), series) in family.OrderBy(series => series.Key.Tags, StringComparer.Ordinal))
                Append(text, name, kind, tags, series);
        }

        return text.Append("# EOF\n").ToString();
    }

    public void Dispose() => _listener.Dispose();

    private static void Append(StringBuilder text, string name, string kind, string tags, Series series)
    {
        (long count, double sum) = series.Read();
        IFormatProvider invariant = CultureInfo.InvariantCulture;
        if (kind == "summary")
            text.Append(invariant, $"{name}_count{{{tags}}} {count}\n{name}_sum{{{tags}}} {sum}\n");
        else
            text.Append(invariant, $"{name}{(kind == "counter" ? "_total" : "")}{{{tags}}} {sum}\n");
    }

    private static string NameOf(Instrument instrument)
    {
        string name = instrument.Name.Replace('.', '_');
        return instrument.Unit switch
        {
            "s" => name + "_seconds",
            "By" when !name.EndsWith("bytes", StringComparison.Ordinal) => name + "_bytes",
            _ => name,
        };
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new StringBuilder();
        foreach ((string key, object? tag) in tags)
            text.Append(text.Length == 0 ? "" : ",")
                .Append(key.Replace('.', '_')).Append("=\"").Append(tag).Append('"');

        Series series = _series.GetOrAdd((instrument, text.ToString()), static _ => new Series());
        if (instrument.IsObservable)
            series.Set(value);
        else
            series.Add(value);
    }

    private sealed class Series
    {
        private readonly Lock _lock = new();
        private long _count;
        private double _sum;

        public void Add(double value)
        {
            lock (_lock)
                (_count, _sum) = (_count + 1, _sum + value);
        }

        public void Set(double value)
        {
            lock (_lock)
                (_count, _sum) = (1, value);
        }

        public (long Count, double Sum) Read()
        {
            lock (_lock)
                return (_count, _sum);
        }
    }
}
