using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Engines.Cluster.Items;
using ConcurrencyBench.Engines.Cluster.RabbitMq;

namespace ConcurrencyBench.Benchmarks.Clusters;

/// <summary>The parts of what an item costs on its way through a broker, for an item with nothing to compute.</summary>
/// <param name="RoundTrip">The median time from giver to host and back, one item at a time.</param>
/// <param name="ItemOfStream">The time for each item of many, one a message, that are under way together.</param>
/// <param name="ItemOfBatch">The same with 100 items in a message.</param>
/// <param name="Serialisation">Of it, the time to turn item and answer into bytes and back, both ends together.</param>
/// <param name="IdleCpuShare">The share of a core that a host uses while nothing is to do, heartbeats among it.</param>
internal sealed record ClusterParts(
    TimeSpan RoundTrip,
    TimeSpan ItemOfStream,
    TimeSpan ItemOfBatch,
    TimeSpan Serialisation,
    double IdleCpuShare
)
{
    private const int RoundTrips = 300;
    private const int StreamedItems = 2_000;
    private const int BatchedItems = 20_000;
    private const int Encodings = 100_000;
    private const int BatchSize = 100;
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);

    /// <summary>Measures the parts with one host.</summary>
    public static async Task<ClusterParts> MeasureAsync(Uri broker, RabbitQueue queue, CancellationToken cancellationToken)
    {
        await using RabbitMqModel single = Create(broker, queue, batch: 1);
        await using RabbitMqModel batched = Create(broker, queue, BatchSize);
        await TimeAsync(single, RoundTrips, cancellationToken).ConfigureAwait(false);
        await TimeAsync(batched, BatchedItems, cancellationToken).ConfigureAwait(false);
        double[] trips = new double[RoundTrips];
        for (int trip = 0; trip < RoundTrips; trip++)
        {
            trips[trip] = (await TimeAsync(single, 1, cancellationToken).ConfigureAwait(false)).TotalSeconds;
        }

        TimeSpan stream = await TimeAsync(single, StreamedItems, cancellationToken).ConfigureAwait(false) / StreamedItems;
        TimeSpan batch = await TimeAsync(batched, BatchedItems, cancellationToken).ConfigureAwait(false) / BatchedItems;
        double idle = await MeasureIdleAsync(single.Cluster!.Hosts[0].Id, cancellationToken).ConfigureAwait(false);
        return new ClusterParts(
            TimeSpan.FromSeconds(Recovery.Quantile([.. trips.Order()], 0.5)),
            stream,
            batch,
            MeasureSerialisation(),
            idle
        );
    }

    /// <summary>The lines of a table.</summary>
    public IEnumerable<string> Render()
    {
        string Micro(TimeSpan time) => $"{time.TotalMicroseconds.ToString("F1", CultureInfo.InvariantCulture)} µs";
        yield return $"hand-off of one item, there and back: {Micro(RoundTrip)}";
        yield return $"an item of a stream, one a message: {Micro(ItemOfStream)}";
        yield return $"an item of a stream, {BatchSize} a message: {Micro(ItemOfBatch)}";
        yield return $"of it serialisation, item and answer at both ends: {Micro(Serialisation)}";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"a host without items, heartbeats among it: {IdleCpuShare * 100:F2} % of a core"
        );
    }

    private static RabbitMqModel Create(Uri broker, RabbitQueue queue, int batch) =>
        new(
            new ModelOptions(1),
            new RabbitMqOptions(broker, Hosts: 1) { Configure = settings => settings with { Queue = queue, Batch = batch } }
        );

    private static WorkItem Empty => new(KernelCatalog.Default, 1, new CandidateRange(1, 1));

    private static async Task<TimeSpan> TimeAsync(RabbitMqModel model, int items, CancellationToken cancellationToken)
    {
        ImmutableArray<WorkItem> all = [.. Enumerable.Repeat(Empty, items)];
        long start = Stopwatch.GetTimestamp();
        await model.RunAsync(all, cancellationToken).ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(start);
    }

    private static TimeSpan MeasureSerialisation()
    {
        TimeSpan Time()
        {
            long start = Stopwatch.GetTimestamp();
            for (int time = 0; time < Encodings; time++)
            {
                ItemWire.DecodeItem(ItemWire.EncodeItem(Empty));
                ItemWire.DecodeAnswer(ItemWire.EncodeAnswer([1]));
            }

            return Stopwatch.GetElapsedTime(start) / Encodings;
        }

        Time();
        return Time();
    }

    private static async Task<double> MeasureIdleAsync(int processId, CancellationToken cancellationToken)
    {
        using Process host = Process.GetProcessById(processId);
        TimeSpan before = host.TotalProcessorTime;
        await Task.Delay(IdleTime, cancellationToken).ConfigureAwait(false);
        host.Refresh();
        return (host.TotalProcessorTime - before) / IdleTime;
    }
}
