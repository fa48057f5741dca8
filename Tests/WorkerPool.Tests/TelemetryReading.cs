using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The measurements of one pool, as the OpenTelemetry SDK reads them.</summary>
/// <param name="pool">The name of the pool.</param>
internal sealed class TelemetryReading(string pool) : IDisposable
{
    private readonly List<MetricSnapshot> _snapshots = [];
    private MeterProvider? _provider;

    /// <summary>Begins to listen.</summary>
    public static TelemetryReading Start(string pool)
    {
        TelemetryReading reading = new(pool);
        reading._provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter(WorkerPoolTelemetry.MeterName)
            .AddInMemoryExporter(
                reading._snapshots,
                options => options.TemporalityPreference = MetricReaderTemporalityPreference.Cumulative
            )
            .Build();
        return reading;
    }

    /// <summary>Collects what there is now.</summary>
    public TelemetryReading Read()
    {
        _snapshots.Clear();
        Assert.True(_provider!.ForceFlush());
        return this;
    }

    /// <returns>The unit of a metric.</returns>
    public string UnitOf(string metric) => _snapshots.First(snapshot => snapshot.Name == metric).Unit;

    /// <returns>The sum of a counter; 0 where it has no such point.</returns>
    public long Sum(string metric, string? tag = null, object? value = null) => Points(metric, tag, value).Sum(point => point.GetSumLong());

    /// <returns>The number of values in a histogram.</returns>
    public long Count(string metric, string? tag = null, object? value = null) =>
        Points(metric, tag, value).Sum(point => point.GetHistogramCount());

    /// <returns>The sum of the values in a histogram.</returns>
    public double Total(string metric) => Points(metric, null, null).Sum(point => point.GetHistogramSum());

    public void Dispose() => _provider!.Dispose();

    private IEnumerable<MetricPoint> Points(string metric, string? tag, object? value) =>
        _snapshots
            .Where(snapshot => snapshot.Name == metric)
            .SelectMany(snapshot => snapshot.MetricPoints)
            .Where(point => Equals(ValueOf(point, "workerpool.name"), pool) && (tag is null || Equals(ValueOf(point, tag), value)));

    private static object? ValueOf(MetricPoint point, string tag)
    {
        foreach (KeyValuePair<string, object?> pair in point.Tags)
        {
            if (pair.Key == tag)
            {
                return pair.Value;
            }
        }

        return null;
    }
}
